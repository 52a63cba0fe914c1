import { expect, test } from "vitest";
import {
  actionWords,
  type Criterion,
  dueWords,
  forecastWords,
  holdingWords,
  ownerWords,
  plannedWords,
} from "@/components/programs/readiness-words";
import type { NeedView } from "@/lib/contract/overview";

const now = Date.parse("2026-11-21T12:00:00Z");

const readiness = (pass: number, total: number, missing: [string | null, number][]) => {
  const all = { total, pass, fail: total - pass, unknown: 0 };
  const none = { total: 0, pass: 0, fail: 0, unknown: 0 };
  return {
    verdict: "no-go" as const,
    says: "",
    all,
    core: all,
    additional: none,
    missing: missing.map(([owner, count]) => ({
      owner,
      criteria: Array.from({ length: count }, (_, index) => `c${index}`),
    })),
  };
};

test.each([
  ["nothing asked", readiness(0, 0, []), "It has no criteria yet, so nothing says that it can go."],
  ["everything holds", readiness(3, 3, []), "All 3 criteria hold."],
  [
    "some owners, some without",
    readiness(6, 17, [
      ["a", 4],
      ["b", 2],
      ["c", 1],
      [null, 4],
    ]),
    "6 of 17 criteria hold. 11 do not, and 3 owners could clear 7 of them.",
  ],
  [
    "one owner for all",
    readiness(1, 3, [["a", 2]]),
    "1 of 3 criteria holds. 2 do not, and a could clear all of them.",
  ],
  [
    "one is left",
    readiness(2, 3, [["a", 1]]),
    "2 of 3 criteria hold. 1 does not, and a could clear it.",
  ],
  [
    "nobody named",
    readiness(0, 2, [[null, 2]]),
    "0 of 2 criteria hold. 2 do not, and nobody is named for them.",
  ],
])("%s", (_says, asked, words) => {
  expect(holdingWords(asked)).toBe(words);
});

const pace = (perDay: number, overDays: number) => ({ perDay, overDays });
const range = {
  kind: "range" as const,
  earliest: "2026-12-04",
  latest: "2027-01-12",
  slowest: pace(1, 28),
  fastest: pace(2, 7),
  remaining: 90,
  says: "",
};

test.each([
  [
    range,
    "At the pace of the last four weeks the rows would be verified between 4 Dec and 12 Jan 2027.",
  ],
  [
    { ...range, latest: null },
    "At the pace of the last four weeks the rows would be verified on 4 Dec at the earliest.",
  ],
  [
    { ...range, latest: "2026-12-04", slowest: pace(2, 4), fastest: pace(2, 4) },
    "At the pace of 4 days only the rows would be verified on 4 Dec.",
  ],
  [
    {
      kind: "never" as const,
      fastest: pace(0, 7),
      says: "At this pace never: none was done in 7 days.",
    },
    "At this pace the rows would never be verified: none was done in 7 days.",
  ],
])("a forecast is one sentence", (forecast, words) => {
  expect(forecastWords(forecast, now)).toBe(words);
});

test.each([
  ["2026-11-27T23:59:59.000Z", false, "Planned 27 Nov."],
  ["2026-11-12T00:00:00.000Z", true, "Planned 12 Nov, 9 d late."],
  [null, false, "No date is planned."],
])("planned for %s", (targetAt, isLate, words) => {
  expect(plannedWords({ targetAt, isLate }, now)).toBe(words);
});

const criterion: Criterion = {
  key: "g8",
  title: "The design is approved",
  group: "core",
  kind: "gate",
  state: "fail",
  because: "",
  link: null,
  owner: "db-architecture",
  dueAt: "2026-11-12T12:00:00.000Z",
  isLate: true,
  isMine: false,
};

test.each([
  [{}, "db-architecture, 9 d late", "Gate"],
  [{ isMine: true }, "db-architecture, 9 d late", "Set its state"],
  [{ owner: null, isLate: false, kind: "decision" as const }, "nobody named", "Decision"],
  [{ kind: "checklist" as const, isMine: true, isLate: false }, "db-architecture", "Say it holds"],
  [{ state: "pass" as const, isLate: false }, "db-architecture", "Facts"],
])("a criterion says whose it is and what can be done", (over, owner, action) => {
  expect(ownerWords({ ...criterion, ...over }, now)).toBe(owner);
  expect(actionWords({ ...criterion, ...over })).toBe(action);
});

test.each([
  ["decision", "2026-11-24T12:00:00.000Z", false, "due 24 Nov"],
  ["waiver", "2026-12-12T12:00:00.000Z", false, "ends 12 Dec"],
  ["request", "2026-11-22T12:00:00.000Z", false, "expires 22 Nov"],
  ["decision", "2026-11-17T11:00:00.000Z", true, "4 d late"],
  ["review", "2026-11-21T11:00:00.000Z", true, "late"],
])("a %s that is due %s", (kind, dueAt, isLate, words) => {
  expect(dueWords({ kind, dueAt, isLate } as NeedView, now)).toBe(words);
});
