import { describe, expect, test } from "vitest";
import { exampleRoute, exampleSnapshot, programForce } from "@/lib/domain/example-snapshot";
import { rulePlace, ruleReaches } from "@/lib/domain/rule-reach";

const requests = (route: string): number => ({ R1: 70, R2: 20, R3: 10 })[route] ?? 0;

const snapshot = exampleSnapshot({
  families: { "registry-v2": { owner: "go" } },
  capabilities: { "v2-push": { owner: "python" } },
  routes: [
    exampleRoute("R1"),
    exampleRoute("R2", { owner: "python" }),
    exampleRoute("R3", { capability: "v2-push" }),
  ],
});

describe("how far a rule reaches", () => {
  test("a rule decides what no nearer one does, and knows which ones those are", () => {
    expect(ruleReaches(snapshot, requests).get(rulePlace("family", "registry-v2"))).toEqual({
      covers: 3,
      decides: 1,
      requests: 70,
      hiddenBy: [
        { level: "route", key: "R2", routes: 1 },
        { level: "capability", key: "v2-push", routes: 1 },
      ],
    });
  });

  test("a default that is hidden everywhere decides nothing", () => {
    const reach = ruleReaches(snapshot, requests).get(rulePlace("program", null));
    expect(reach).toMatchObject({ covers: 3, decides: 0, requests: 0 });
    expect(reach?.hiddenBy.map(({ level }) => level)).toEqual(["family", "route", "capability"]);
  });

  test("under a force no rule decides", () => {
    const forced = ruleReaches({ ...snapshot, force: [programForce] }, requests);
    expect([...forced.values()].map(({ decides }) => decides)).toEqual([0, 0, 0, 0]);
    expect(forced.get(rulePlace("route", "R2"))?.hiddenBy).toEqual([
      { level: "force", key: "", routes: 1 },
    ]);
  });

  test("a rule of a route that is not there reaches nothing", () => {
    expect(ruleReaches(snapshot, requests).get(rulePlace("route", "R9"))).toBeUndefined();
  });
});
