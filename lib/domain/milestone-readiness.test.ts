import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { milestoneReadiness, type ReadCriterion } from "./milestone-readiness";

const criterion = (state: ReadCriterion["state"], more: Partial<ReadCriterion> = {}) => ({
  key: `c${Math.random()}`,
  group: "core" as const,
  owner: null,
  ...more,
  state,
});

describe("readiness of a milestone", () => {
  it.each<[string, ReadCriterion[], string, string]>([
    ["no criteria", [], "unknown", "UNKNOWN: it has no criteria, so nothing says that it can go."],
    ["one that holds", [criterion("pass")], "go", "GO: its one criterion holds."],
    ["all that hold", [criterion("pass"), criterion("pass")], "go", "GO: all 2 criteria hold."],
    [
      "one that is not known",
      [criterion("pass"), criterion("unknown")],
      "unknown",
      "UNKNOWN: 1 criterion is not known, which is not pass. Nobody is named for it.",
    ],
    [
      "one that fails beside one that is not known",
      [criterion("fail", { owner: "data" }), criterion("unknown")],
      "no-go",
      "NO-GO: 2 core criteria do not hold. data could clear 1 of them.",
    ],
    [
      "an additional one that fails",
      [criterion("pass"), criterion("fail", { group: "additional", owner: "data" })],
      "no-go",
      "NO-GO: 1 additional criterion does not hold. data could clear it.",
    ],
    [
      "several owners",
      [criterion("fail", { owner: "a" }), criterion("fail", { owner: "b" }), criterion("fail")],
      "no-go",
      "NO-GO: 3 core criteria do not hold. 2 owners could clear 2 of them.",
    ],
  ])("with %s", (_, criteria, verdict, says) => {
    expect(milestoneReadiness(criteria)).toMatchObject({ verdict, says });
  });

  it("names whose the missing ones are, most first, and those of nobody last", () => {
    const criteria = [
      criterion("fail", { key: "1" }),
      criterion("fail", { key: "2", owner: "a" }),
      criterion("unknown", { key: "3", owner: "b" }),
      criterion("fail", { key: "4", owner: "b" }),
      criterion("pass", { key: "5", owner: "c" }),
    ];
    expect(milestoneReadiness(criteria).missing).toEqual([
      { owner: "b", criteria: ["3", "4"] },
      { owner: "a", criteria: ["2"] },
      { owner: null, criteria: ["1"] },
    ]);
  });

  const anything = fc.array(
    fc.record({
      key: fc.string(),
      group: fc.constantFrom("core" as const, "additional" as const),
      state: fc.constantFrom("pass" as const, "fail" as const, "unknown" as const),
      owner: fc.option(fc.string()),
    }),
  );

  it("is go exactly where there are criteria and every one passes", () => {
    fc.assert(
      fc.property(anything, (criteria) => {
        const isGo = milestoneReadiness(criteria).verdict === "go";
        expect(isGo).toBe(criteria.length > 0 && criteria.every(({ state }) => state === "pass"));
      }),
    );
  });

  it("loses none: every criterion is counted once, and what does not pass is somebody's or nobody's", () => {
    fc.assert(
      fc.property(anything, (criteria) => {
        const { all, core, additional, missing } = milestoneReadiness(criteria);
        expect(all.pass + all.fail + all.unknown).toBe(criteria.length);
        expect(core.total + additional.total).toBe(criteria.length);
        expect(missing.flatMap((each) => each.criteria)).toHaveLength(all.fail + all.unknown);
      }),
    );
  });
});
