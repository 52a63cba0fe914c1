import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deliveryState } from "@/lib/domain/delivery-state";

const reading = (more: Partial<Parameters<typeof deliveryState>[0]> = {}) => ({
  version: 43,
  heard: 4,
  applied: 4,
  lost: 0,
  lostBehind: 0,
  of: 0,
  sentTo: 0,
  isObserved: false,
  ...more,
});

describe("how far a version went", () => {
  test.each([
    [{ heard: 0, applied: 0 }, "nobody-listens", "Nobody listens"],
    [{ heard: 0, applied: 0, lost: 2, lostBehind: 1 }, "nobody-listens", "2 instances are lost"],
    [{ heard: 0, applied: 0, of: 2, sentTo: 1 }, "accepted", "sent to 1 of 2 connected clients"],
    [{ applied: 0 }, "accepted", "none of 4 instances has it yet"],
    [{ applied: 3 }, "propagating", "3 of 4 instances have version 43"],
    [{ lost: 1, lostBehind: 1 }, "propagating", "1 instance is lost"],
    [{ lost: 1, lostBehind: 1, isObserved: true }, "propagating", "1 instance is lost"],
    [{ lost: 1 }, "in-effect", "In effect at all 4 instances; unobserved. 1 instance is lost"],
    [{ heard: 1, applied: 1 }, "in-effect", "the one instance"],
    [{ isObserved: true }, "observed", "seen at the upstreams"],
  ] as const)("%j: %s", (more, state, says) => {
    const told = deliveryState(reading(more));
    expect(told.state).toBe(state);
    expect(told.says).toContain(says);
  });

  test("is never in effect while anybody who may listen has not got it", () => {
    const count = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(count, count, count, fc.boolean(), (applied, behind, lostBehind, isObserved) => {
        const { state } = deliveryState(
          reading({ heard: applied + behind, applied, lost: lostBehind, lostBehind, isObserved }),
        );
        const isDone = state === "in-effect" || state === "observed";
        expect(isDone).toBe(applied > 0 && behind === 0 && lostBehind === 0);
      }),
    );
  });
});
