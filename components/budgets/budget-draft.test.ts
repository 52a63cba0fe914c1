import { expect, test } from "vitest";
import { definitionOf, draftOf, newDraft } from "./budget-draft";

test("what is typed is sent as it stands, a place without a level as a capability", () => {
  const draft = {
    ...newDraft,
    surface: " Pulls ",
    threshold: "p95 <= 50ms",
    covers: "pull, family: registry,,",
  };
  expect(definitionOf(draft, [])).toEqual({
    surface: "Pulls",
    threshold: "p95 <= 50ms",
    owner: null,
    covers: [
      { level: "capability", key: "pull" },
      { level: "family", key: "registry" },
    ],
    queries: [],
    baselineDays: 14,
    leastSamples: 200,
  });
});

test("a budget that is edited and left as it is says the same", () => {
  const definition = definitionOf(
    {
      ...newDraft,
      surface: "Pulls",
      threshold: "p95 <= 50ms",
      owner: "team-a",
      covers: "route:R-1",
    },
    [],
  );
  const view = {
    key: "PB",
    ...definition,
    clauses: [],
    faults: [],
    statedState: null,
    version: 1,
    changedAt: "2026-11-21T00:00:00.000Z",
    changedBy: "tests",
  };
  expect(definitionOf(draftOf(view), [])).toEqual(definition);
});
