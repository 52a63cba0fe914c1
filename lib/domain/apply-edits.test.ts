import { describe, expect, test } from "vitest";
import { applyEdits } from "@/lib/domain/apply-edits";
import { exampleSnapshot as board } from "@/lib/domain/example-snapshot";
import { Refusal } from "@/lib/domain/refusal";
import type { SwitchEdit } from "@/lib/domain/switch-edit";

describe("what cannot be is refused with its field", () => {
  const canary = (more: object) =>
    ({ level: "capability", key: "v2-pull", owner: "go", canary: more }) as const;
  const cases: [string, SwitchEdit[], string, RegExp][] = [
    ["no edits", [], "rules", /no rule/],
    [
      "an unknown route",
      [{ level: "route", key: "R9", owner: "go" }],
      "rules[0].key",
      /no route R9 in quay staging/,
    ],
    [
      "a name every object has",
      [{ level: "worker", key: "toString", owner: "go" }],
      "rules[0].key",
      /no worker toString/,
    ],
    [
      "an unknown owner",
      [{ level: "route", key: "R1", owner: "rust" }],
      "rules[0].owner",
      /rust is not an owner.*python or go/,
    ],
    [
      "off for a route",
      [{ level: "route", key: "R1", owner: "off" }],
      "rules[0].owner",
      /Only a worker can be off/,
    ],
    [
      "a worker without an owner",
      [{ level: "worker", key: "notificationworker", owner: null }],
      "rules[0].owner",
      /always has an owner/,
    ],
    [
      "a canary on legacy",
      [{ level: "route", key: "R1", owner: "python", canary: { orgs: ["a"] } }],
      "rules[0].canary",
      /nobody to choose/,
    ],
    [
      "a canary of nobody",
      [canary({ except: { orgs: ["bank"] } })],
      "rules[0].canary",
      /names nobody/,
    ],
    [
      "a percentage of nothing",
      [canary({ percent: 10 })],
      "rules[0].canary.key",
      /user, org, repo/,
    ],
    [
      "a third decimal",
      [canary({ percent: 0.5, key: "org" })],
      "rules[0].canary.percent",
      /basis points/,
    ],
    [
      "more than everybody",
      [canary({ percent: 10_001, key: "org" })],
      "rules[0].canary.percent",
      /basis points/,
    ],
    [
      "the same place twice",
      [
        { level: "route", key: "R1", owner: "go" },
        { level: "route", key: "R1", owner: null },
      ],
      "rules[1]",
      /already set by rules\[0\]/,
    ],
  ];
  test.each(cases)("%s", (_, edits, field, says) => {
    const refusal = (() => {
      try {
        applyEdits(board(), edits, "s");
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).code).toBe("invalid");
    expect((refusal as Refusal).reasons[0]?.field).toBe(field);
    expect((refusal as Refusal).message).toMatch(says);
  });
});
