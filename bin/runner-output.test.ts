import { describe, expect, it } from "vitest";
import { countsIn, flakyIn, withoutPassed } from "@/bin/runner-output.mjs";

const playwright = `Running 4 tests using 2 workers

  ✓  1 e2e/gates.spec.ts:3:1 › a gate turns green (4.2s)
  ✘  2 e2e/owners.spec.ts:9:1 › rows are given to a team (20.1s)
  ✓  3 e2e/owners.spec.ts:9:1 › rows are given to a team (retry #1) (6.0s)

  1) e2e/owners.spec.ts:9:1 › rows are given to a team ─────────

    Error: expect(locator).toBeVisible() failed

  1 flaky
    e2e/owners.spec.ts:9:1 › rows are given to a team ────────────
  3 passed (1.1m)
`;

const vitest = `
 ✓ lib/domain/gate.test.ts (12 tests) 30ms
 Test Files  1 failed | 3 passed (4)
      Tests  2 failed | 40 passed (42)
`;

describe("what a runner's output says", () => {
  it.each([
    ["Vitest's tests, not its files", vitest, { passed: 40, failed: 2 }],
    ["Playwright's last lines", playwright, { passed: 4, failed: 0 }],
    ["both of Playwright's", "  2 failed\n  94 passed (5.0m)\n", { passed: 94, failed: 2 }],
    ["a checker that counts nothing", "no violations found\n", { passed: 0, failed: 0 }],
  ])("counts %s", (_, output, counts) => {
    expect(countsIn(output)).toEqual(counts);
  });

  it("names what passed only when it was run again", () => {
    expect(flakyIn(playwright)).toEqual(["e2e/owners.spec.ts:9:1 › rows are given to a team"]);
    expect(flakyIn(vitest)).toEqual([]);
  });

  it("leaves out a line for each thing that passed", () => {
    const left = withoutPassed(playwright);
    expect(left).toContain("toBeVisible() failed");
    expect(left).not.toContain("a gate turns green");
  });
});
