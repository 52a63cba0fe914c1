import { describe, expect, test } from "vitest";
import {
  type Aim,
  cohortNote,
  deliveryWords,
  flipAction,
  flipTitle,
  movesHeading,
  todayWords,
} from "@/components/switches/change-words";
import type { ChangeEffect } from "@/lib/contract/switches";

const owners = { legacy: "python", target: "go" };

const effectOf = (routesMoved: number, workersMoved = 0): ChangeEffect => ({
  kind: "flip",
  says: "",
  routesMoved,
  workersMoved,
  routeMoves: [],
  workerMoves: [],
  masked: [],
  refusals: [],
  warnings: [],
  losses: [],
  interlocks: [],
  needsRequest: false,
});

describe("words of a change", () => {
  test.each([
    ["target", "Flip v2 push in staging", "Flip 8 routes to go"],
    ["legacy", "Roll back v2 push in staging", "Roll back to python"],
    ["off", "Switch v2 push off in staging", "Switch off"],
    ["remove", "Remove the rule of v2 push in staging", "Remove the rule"],
  ] satisfies [Aim, string, string][])("to %s: %s, %s", (aim, title, action) => {
    expect(flipTitle(aim, "v2 push", "staging")).toBe(title);
    expect(flipAction(aim, owners, effectOf(8))).toBe(action);
  });

  test("the button promises no number before it is reckoned, nor that of nobody", () => {
    expect(flipAction("target", owners, undefined)).toBe("Set to go");
    expect(flipAction("target", owners, effectOf(0))).toBe("Set to go");
  });

  test.each([
    [0, 0, "Nobody changes owner"],
    [1, 0, "1 route changes owner"],
    [0, 1, "1 worker changes owner"],
    [1200, 2, "1,200 routes and 2 workers change owner"],
  ])("%i routes and %i workers: %s", (routes, workers, heading) => {
    expect(movesHeading(effectOf(routes, workers))).toBe(heading);
  });

  test("who meets an owner is said without its name", () => {
    expect(cohortNote({ owner: "go", cohort: "go for 10 % of orgs" })).toBe("for 10 % of orgs");
    expect(cohortNote({ owner: "go", cohort: null })).toBeNull();
  });

  test("who decides today", () => {
    const rule = { owner: "go", cohort: "go for 10 % of users", decides: 9 };
    expect(todayWords({ level: "capability", word: "python", rule })).toBe(
      "Today its own rule decides 9 routes: go for 10 % of users.",
    );
    expect(todayWords({ level: "route", word: "python", rule: null })).toBe(
      "No rule of its own today: wider ones decide, and say python.",
    );
    expect(todayWords({ level: "family", word: null, rule: null })).toBe(
      "No rule of its own today: wider ones decide.",
    );
    expect(todayWords({ level: "worker", word: "off", rule: null })).toBe("Nobody runs it today.");
  });

  test.each([
    [0, 0, "nobody listens"],
    [1, 1, "sent to 1 of 1 connected client"],
    [2, 3, "sent to 2 of 3 connected clients"],
  ])("%i of %i: %s", (sentTo, of, words) => {
    expect(deliveryWords({ sentTo, of })).toBe(words);
  });

  test("where instances report, how far they have come", () => {
    const says = "In effect at all 3 instances; unobserved.";
    expect(deliveryWords({ sentTo: 1, of: 1, heard: 3, says })).toBe(
      "in effect at all 3 instances; unobserved",
    );
  });
});
