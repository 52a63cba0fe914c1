import { describe, expect, test } from "vitest";
import {
  canBeUsed,
  lastUseOf,
  permissionsOfRoles,
  permissionsOfScopes,
} from "@/lib/domain/role-use";

const flipped = { permission: "switch:flip", lastAt: "2026-11-20T10:00:00.000Z" } as const;
const rolledBack = { permission: "switch:rollback", lastAt: "2026-11-21T10:00:00.000Z" } as const;

describe("when a role was last used", () => {
  test("is the last time of anything that it allows", () => {
    expect(lastUseOf("engineer", [rolledBack, flipped])).toBe(rolledBack.lastAt);
    expect(lastUseOf("engineer", [flipped])).toBe(flipped.lastAt);
  });

  test("leaves out what the role does not allow", () => {
    expect(lastUseOf("on-call", [flipped])).toBeNull();
    expect(lastUseOf("manager", [flipped, rolledBack])).toBeNull();
  });
});

test("a viewer only reads, so their role is never seen used", () => {
  expect(canBeUsed("viewer")).toBe(false);
  expect(canBeUsed("on-call")).toBe(true);
});

test("what somebody may is what their roles say together", () => {
  expect(permissionsOfRoles([], false)).toEqual([]);
  expect(permissionsOfRoles(["viewer"], false)).toEqual(["program:read", "people:read"]);
  expect(permissionsOfRoles(["on-call"], false)).not.toContain("switch:flip");
  expect(permissionsOfRoles([], true)).toContain("installation:manage");
});

test("a token never may what only a person may, whatever its scopes", () => {
  expect(permissionsOfScopes(["admin"])).not.toContain("sign-off:give");
  expect(permissionsOfScopes(["plane"])).toEqual([]);
  expect(permissionsOfScopes(["switch"])).toContain("switch:flip");
});
