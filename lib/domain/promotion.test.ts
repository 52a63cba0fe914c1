import { describe, expect, test } from "vitest";
import { type LadderCount, promotionIn, promotionOf, promotionWords } from "@/lib/domain/promotion";

const step = { from: "verified-source-anchored", to: "verified" } as const;

describe("words name a promotion", () => {
  test.each([
    ["Owner signoff promotion (`verified-source-anchored` -> `verified`)", step],
    ["Owner signoff promotion (verified-source-anchored -> verified)", step],
    ["Sign-off: verified-source-anchored \u2192 verified", step],
    [
      "Signed retirement: needs-triage -> retired-approved",
      { from: "needs-triage", to: "retired-approved" },
    ],
  ])("%s", (words, found) => {
    expect(promotionIn(words)).toEqual(found);
  });

  test.each([
    "Route/web count reconciliation (web=66 -> web=65)",
    "Owner signoff of the design",
    "Owner signoff demotion (verified -> planned)",
    "Inventory (planned -> verified)",
  ])("but not in: %s", (words) => {
    expect(promotionIn(words)).toBeNull();
  });
});

const counts: LadderCount[] = [
  { kind: "route", state: "verified-source-anchored", signature: "none", rows: 370 },
  { kind: "route", state: "verified", signature: "stands", rows: 40 },
  { kind: "route", state: "verified", signature: "stale", rows: 2 },
  { kind: "route", state: "verified", signature: "none", rows: 1 },
  { kind: "worker", state: "retired-approved", signature: "stands", rows: 1 },
  { kind: "worker", state: "verified-source-anchored", signature: "none", rows: 35 },
  { kind: "queue", state: "planned", signature: "none", rows: 9 },
];

describe("how far it has come", () => {
  test("counts signatures that stand, of all rows of the kinds that take the step but the retired", () => {
    const promotion = promotionOf(step, counts);
    expect(promotion).toMatchObject({ done: 40, stale: 2, unsigned: 1, of: 448 });
    expect(promotionWords(promotion)).toBe(
      "40 of 448 rows are verified with a signature that stands; 2 have a stale signature, 1 is so by a file and not signed.",
    );
  });

  test("is nothing where no row takes the step", () => {
    expect(promotionWords(promotionOf(step, []))).toBe("No row takes this step.");
  });
});
