import { expect, test } from "vitest";
import { permissionRows } from "./permission-table";
import { roles, scopes } from "./permissions";

const program = "/api/v1/programs/{program}/imports";
const alone = { further: [], preview: null };

test("a row names the roles and the scopes of its permission, admin among the scopes", () => {
  expect(permissionRows({ allow: "inventory:import", ...alone }, program, false)).toEqual([
    {
      permission: "inventory:import",
      when: "",
      roles: ["engineer", "manager"],
      scopes: ["import", "admin"],
      isForAll: false,
      isInstallation: false,
    },
  ]);
});

test("what only a person may has no scope, not even admin", () => {
  const [row] = permissionRows({ allow: "sign-off:give", ...alone }, program, false);
  expect(row?.scopes).toEqual([]);
});

test("a preview and what else is asked for are rows of their own", () => {
  const rows = permissionRows(
    { allow: "switch:rollback", further: ["switch:flip"], preview: "program:read" },
    program,
    false,
  );
  expect(rows.map(({ permission, when }) => [permission, when])).toEqual([
    ["program:read", "as a preview"],
    ["switch:rollback", "always"],
    ["switch:flip", "besides, where it does that"],
  ]);
});

test("everybody is everybody, with or without a sign-in", () => {
  expect(permissionRows({ allow: "anybody", ...alone }, "/api/v1/me", false)).toMatchObject([
    { isForAll: true, roles, scopes },
  ]);
  expect(permissionRows({ allow: "anybody", ...alone }, "/api/v1/me", true)).toMatchObject([
    { permission: "nobody signed in", isForAll: true },
  ]);
});

test("what concerns the whole installation is said so", () => {
  const [row] = permissionRows({ allow: "installation:manage", ...alone }, "/api/v1/people", false);
  expect(row).toMatchObject({ isInstallation: true, roles: [], scopes: ["admin"] });
});
