import { describe, expect, test } from "vitest";
import { draftsOf, emptyRule, moved, rulesOf } from "@/components/inventory/rule-draft";

describe("rules being written", () => {
  const rules = [
    { capability: "v2-push", family: "registry-v2", methods: ["POST", "PUT"] },
    { capability: "v2-pull", path: "/v2/**", phase: "P2", keys: ["R-1"] },
  ];

  test("what was read and not touched is sent as it was", () => {
    expect(rulesOf(draftsOf(rules))).toEqual(rules);
  });

  test.each([
    ["post put", ["POST", "PUT"]],
    ["get,head ,", ["GET", "HEAD"]],
  ])("methods written as “%s” are %o", (methods, said) => {
    expect(rulesOf([{ ...emptyRule(0), capability: "a", methods }])[0]?.methods).toEqual(said);
  });

  test("a rule nobody has begun is left out, one without a name is not", () => {
    expect(rulesOf([emptyRule(0), { ...emptyRule(1), path: "/x" }])).toEqual([
      { capability: "", path: "/x" },
    ]);
  });

  test("a rule moves by one and stays at the ends", () => {
    const drafts = draftsOf(rules);
    const ids = (list: readonly { id: number }[]) => list.map(({ id }) => id);
    expect(ids(moved(drafts, 0, 1))).toEqual([1, 0]);
    expect(ids(moved(drafts, 0, -1))).toEqual([0, 1]);
    expect(ids(moved(drafts, 1, 1))).toEqual([0, 1]);
  });
});
