import { expect, test } from "vitest";
import { judgeObserved, noRequests, targetShare } from "@/lib/domain/observed-owner";

const owners = { legacy: "python", target: "go" };
const canary = { percent: 1000, key: "user", salt: "s" } as const;

test.each([
  ["all", {}, "unobserved", "unobserved"],
  ["all", { target: 1200 }, "agrees", "1,200 requests, all handled by go"],
  [
    "all",
    { target: 9, legacy: 1 },
    "disagrees",
    "python still handles 1 of 10 requests, owned by go",
  ],
  ["all", { target: 9, other: 1 }, "disagrees", "1 of 10 requests handled by neither owner"],
  ["none", { legacy: 1 }, "agrees", "1 request, all handled by python"],
  ["none", { legacy: 9, target: 1 }, "disagrees", "go handles 1 of 10 requests, owned by python"],
  [canary, { legacy: 9, target: 1 }, "cohort", "10 % of 10 requests handled by go"],
] as const)("%j with %j: %s", (cohort, counts, verdict, says) => {
  expect(judgeObserved(cohort, owners, { ...noRequests, ...counts })).toEqual({ verdict, says });
});

test("a share of nothing is unknown, not zero", () => {
  expect(targetShare(noRequests)).toBeNull();
  expect(targetShare({ legacy: 3, target: 1, other: 0 })).toBe(0.25);
});
