import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAllowance } from "@/lib/plane/allowance";

describe("an allowance", () => {
  test("is used up, grows back, and is each key's own", () => {
    let now = 0;
    const allowance = createAllowance({ perSecond: 10, burst: 30 }, () => now);
    expect([allowance.take("a", 20), allowance.take("a", 10), allowance.take("a", 5)]).toEqual([
      0, 0, 1,
    ]);
    expect(allowance.take("b", 30)).toBe(0);
    expect(allowance.take("a", 25)).toBe(3);
    now = 2500;
    expect(allowance.take("a", 25)).toBe(0);
  });

  test("lets one cost above it through alone, and not before what was used is gone", () => {
    let now = 0;
    const allowance = createAllowance({ perSecond: 10, burst: 30 }, () => now);
    expect(allowance.take("a", 100)).toBe(0);
    const wait = allowance.take("a", 100);
    expect(wait).toBe(10);
    now = wait * 1000;
    expect(allowance.take("a", 100)).toBe(0);
  });

  test("is there again when the wait that was told is over", () => {
    const cost = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(fc.array(cost, { minLength: 1, maxLength: 20 }), (costs) => {
        let now = 0;
        const allowance = createAllowance({ perSecond: 7, burst: 30 }, () => now);
        for (const one of costs) {
          const wait = allowance.take("a", one);
          if (wait === 0) continue;
          now += wait * 1000;
          expect(allowance.take("a", one)).toBe(0);
        }
      }),
    );
  });
});
