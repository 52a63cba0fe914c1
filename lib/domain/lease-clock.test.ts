import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLeaseClock } from "@/lib/domain/lease-clock";

const holds = 60_000;

/** A wall clock that can be set, beside one that cannot. */
const twoClocks = () => {
  const clock = createLeaseClock(holds);
  let steady = 1_000;
  let shift = 1_700_000_000_000;
  return {
    pass: (milliseconds: number) => {
      steady += milliseconds;
    },
    set: (milliseconds: number) => {
      shift += milliseconds;
    },
    wall: () => steady + shift,
    /** Milliseconds until the lease has surely ended. */
    left: (until: number, key = "one") => {
      const wall = steady + shift;
      return clock.look({ wall, before: steady, after: steady })({ key, until }) - wall;
    },
  };
};

/** A clock that has been looked at for longer than a lease. */
const settled = () => {
  const clocks = twoClocks();
  clocks.left(0, "other");
  clocks.pass(holds + 1);
  return clocks;
};

describe("when a lease has ended", () => {
  test("is as its row says, while the clock runs evenly", () => {
    const clocks = settled();
    const until = clocks.wall() + 20_000;
    expect(clocks.left(until)).toBe(20_000);
    clocks.pass(20_001);
    expect(clocks.left(until)).toBeLessThan(0);
    expect(clocks.left(clocks.wall() - 5, "never seen before")).toBe(-5);
  });

  test("is a lease later than the row was first seen, after the clock was set ahead", () => {
    const clocks = settled();
    const until = clocks.wall() + holds;
    clocks.left(until);
    clocks.pass(10_000);
    clocks.set(3_600_000);
    expect(clocks.left(until)).toBe(50_000);
    clocks.pass(50_001);
    expect(clocks.left(until)).toBeLessThan(0);
  });

  test("does not wait for a clock that was set back", () => {
    const clocks = settled();
    const until = clocks.wall() + holds;
    clocks.left(until);
    clocks.set(-3_600_000);
    clocks.pass(holds + 1);
    expect(clocks.left(until)).toBeLessThan(0);
  });

  test("is not believed of a row that is seen at the start: nobody knows what the clock did before", () => {
    const clocks = twoClocks();
    const until = clocks.wall() - 10;
    expect(clocks.left(until)).toBe(holds);
    clocks.pass(holds + 1);
    expect(clocks.left(until)).toBeLessThan(0);
  });

  test("is counted anew when the lease is renewed", () => {
    const clocks = twoClocks();
    clocks.left(clocks.wall() + holds);
    clocks.pass(30_000);
    expect(clocks.left(clocks.wall() + holds)).toBe(holds);
  });
});

test("a lease that is renewed by the wall clock never counts as ended before it has, whatever is set", () => {
  const step = fc.record({
    pass: fc.integer({ min: 1, max: 40_000 }),
    set: fc.oneof(fc.constant(0), fc.integer({ min: -10_000_000, max: 10_000_000 })),
    renews: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const clocks = settled();
      let until = clocks.wall() + holds;
      let sinceGrant = 0;
      clocks.left(until);
      for (const { pass, set, renews } of steps) {
        clocks.set(set);
        clocks.pass(pass);
        sinceGrant += pass;
        if (renews) {
          until = clocks.wall() + holds;
          sinceGrant = 0;
        }
        const tolerated = holds / 24;
        if (sinceGrant < holds - tolerated * 2) expect(clocks.left(until)).toBeGreaterThan(0);
      }
    }),
  );
});
