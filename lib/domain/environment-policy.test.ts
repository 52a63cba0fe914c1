import { describe, expect, test } from "vitest";
import {
  defaultPolicy,
  type EnvironmentPolicy,
  freezeAt,
  type PolicySettings,
  policyDifference,
  policyOf,
  refuseBadPolicy,
  waitOf,
} from "@/lib/domain/environment-policy";
import { Refusal } from "@/lib/domain/refusal";

const held = defaultPolicy(true);
const open = defaultPolicy(false);
const now = new Date("2026-11-21T12:00:00Z");
const freeze = { reason: "audit week", by: "Amara", since: "2026-11-20T00:00:00Z", until: null };

describe("what holds where nothing was set", () => {
  test("a protected environment asks for an approval, and its interlocks refuse", () => {
    expect(held).toMatchObject({ approvals: 1, interlocks: "refuse", freeze: null, windows: [] });
    expect(() => refuseBadPolicy(held, true)).not.toThrow();
  });
  test("an unprotected one asks for none, and its interlocks warn", () => {
    expect(open).toMatchObject({ approvals: 0, interlocks: "warn" });
    expect(() => refuseBadPolicy(open, false)).not.toThrow();
  });
  test.each([[{}], [null], [undefined], ["nonsense"]])("%j is the default", (stored) => {
    expect(policyOf(stored, true)).toEqual(held);
  });
  test("what is stored goes before the default", () => {
    expect(policyOf({ approvals: 3 }, true)).toEqual({ ...held, approvals: 3 });
  });
});

describe("a policy that cannot be is refused with the field and why", () => {
  const window = { days: ["mon"], from: "09:00", to: "17:00", timeZone: "UTC" } as const;
  test.each<[string, PolicySettings, boolean, string, string]>([
    [
      "no approval in a protected environment",
      { ...held, approvals: 0 },
      true,
      "approvals",
      "at least one approval",
    ],
    [
      "approvals in an unprotected one",
      { ...open, approvals: 1 },
      false,
      "approvals",
      "takes changes at once",
    ],
    ["eleven approvals", { ...held, approvals: 11 }, true, "approvals", "0 to 10"],
    ["half an approval", { ...held, approvals: 1.5 }, true, "approvals", "whole number"],
    ["NaN approvals", { ...held, approvals: Number.NaN }, true, "approvals", "whole number"],
    [
      "more teams than approvals",
      { ...held, teams: { kind: "distinct", count: 2 } },
      true,
      "teams.count",
      "1 approvals cannot come from 2 teams",
    ],
    [
      "no team at all",
      { ...held, teams: { kind: "distinct", count: 0 } },
      true,
      "teams.count",
      "at least one team",
    ],
    [
      "teams where nobody approves",
      { ...open, teams: { kind: "owning" } },
      false,
      "teams",
      "only where approvals are",
    ],
    [
      "requests that live for no time",
      { ...held, requestHours: 0 },
      true,
      "requestHours",
      "1 to 2160",
    ],
    [
      "requests that live for ever",
      { ...held, requestHours: Number.POSITIVE_INFINITY },
      true,
      "requestHours",
      "1 to 2160",
    ],
    [
      "interlocks that only warn",
      { ...held, interlocks: "warn" },
      true,
      "interlocks",
      "interlocks refuse",
    ],
    [
      "a window that is never open",
      { ...held, windows: [{ ...window, to: "09:00" }] },
      true,
      "windows[0].to",
      "never open",
    ],
    [
      "21 windows",
      { ...held, windows: Array.from({ length: 21 }, () => window) },
      true,
      "windows",
      "at most 20",
    ],
  ])("%s", (_, settings, isProtected, field, says) => {
    try {
      refuseBadPolicy(settings, isProtected);
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      expect(error).toMatchObject({
        code: "invalid",
        reasons: [{ field, says: expect.stringContaining(says) }],
      });
      return;
    }
    throw new Error("was not refused");
  });
  test("several faults are all listed", () => {
    expect(() => refuseBadPolicy({ ...held, approvals: 0, requestHours: 0 }, true)).toThrow(
      "1 more faults are listed",
    );
  });
});

describe("a freeze", () => {
  const until = "2026-11-21T12:00:01Z";
  test.each<[string, EnvironmentPolicy["freeze"], string | null]>([
    ["none", null, null],
    ["without an end", freeze, "production is frozen until somebody ends it (Amara: audit week)"],
    ["not over yet", { ...freeze, until }, "frozen until 2026-11-21 12:00 UTC"],
    ["just over", { ...freeze, until: "2026-11-21T12:00:00Z" }, null],
  ])("%s", (_, each, says) => {
    const policy = { ...held, freeze: each };
    expect(freezeAt(policy, now)).toEqual(says === null ? null : each);
    const wait = waitOf(policy, "production", now);
    if (says === null) expect(wait).toBeNull();
    else expect(wait).toMatchObject({ kind: "freeze", says: expect.stringContaining(says) });
  });
});

test("outside its windows an environment says when the next one opens", () => {
  const windows = [{ days: ["mon"], from: "09:00", to: "17:00", timeZone: "UTC" }] as const;
  expect(waitOf({ ...held, windows }, "production", now)).toEqual({
    kind: "window",
    says: "production takes changes Mon 09:00 to 17:00 (UTC): next from 2026-11-23 09:00 UTC. Rollback and force work all the same.",
    until: new Date("2026-11-23T09:00:00Z"),
  });
  expect(waitOf({ ...held, windows }, "production", new Date("2026-11-23T09:00:00Z"))).toBeNull();
});

test.each<[Partial<PolicySettings>, string[]]>([
  [{}, []],
  [{ approvals: 2 }, ["1 approval -> 2 approvals"]],
  [{ teams: { kind: "owning" } }, ["1 approval -> 1 approval, every owning team among them"]],
  [{ requestHours: 24 }, ["requests live 72 h -> 24 h"]],
  [{ refusesOtherHashing: true }, ["exports with other hashing given -> refused"]],
  [
    { windows: [{ days: ["mon"], from: "09:00", to: "17:00", timeZone: "UTC" }] },
    ["changes at any time -> changes Mon 09:00 to 17:00 (UTC)"],
  ],
])("%j is told as what changes", (change, said) => {
  expect(policyDifference(held, { ...held, ...change })).toEqual(said);
});
