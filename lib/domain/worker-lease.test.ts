import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decideLease,
  forgettableLeases,
  type HeldLease,
  type LeaseRequest,
  type LeaseRule,
  leaseMilliseconds,
  openLeases,
  type RunningSide,
} from "@/lib/domain/worker-lease";

const lease = (more: Partial<HeldLease> = {}): HeldLease => ({
  instance: "a",
  owner: "legacy",
  fence: 7,
  until: 1000,
  isReleased: false,
  ...more,
});
const asks = (more: Partial<LeaseRequest> = {}): LeaseRequest => ({
  instance: "b",
  owner: "target",
  state: "stopped",
  wantsLease: true,
  ...more,
});
const toTarget: LeaseRule = { owner: "target", fence: 8 };

describe("a lease", () => {
  test("is granted where the rules name the owner and nobody else runs", () => {
    expect(decideLease(toTarget, [], asks(), 0)).toEqual({
      is: "granted",
      fence: 8,
      until: leaseMilliseconds,
    });
  });

  test("waits for the other owner's, until that is released or has run out", () => {
    const held = lease();
    expect(decideLease(toTarget, [held], asks(), 999)).toEqual({
      is: "refused",
      because: { kind: "held", by: held },
    });
    expect(decideLease(toTarget, [held], asks(), 1000)).toMatchObject({ is: "granted" });
    const released = lease({ isReleased: true });
    expect(decideLease(toTarget, [released], asks(), 0)).toMatchObject({ is: "granted" });
  });

  test("is renewed although an older one of the other owner looks open: its fence was passed", () => {
    const doubted = lease({ until: 0, endsAt: 60_000 });
    const own = lease({ instance: "b", owner: "target", fence: 8 });
    expect(decideLease(toTarget, [doubted, own], asks(), 10)).toMatchObject({ is: "granted" });
    expect(openLeases([doubted, own], 10)).toEqual([own]);
    expect(decideLease(toTarget, [doubted], asks(), 10)).toMatchObject({ is: "refused" });
  });

  test("is shared by instances of one owner", () => {
    const own = lease({ owner: "target", instance: "c" });
    expect(decideLease(toTarget, [own], asks(), 0)).toMatchObject({ is: "granted", fence: 8 });
  });

  test("is refused to whom the rules do not name", () => {
    for (const owner of ["legacy", "off"] as const) {
      expect(decideLease({ owner, fence: 8 }, [], asks(), 0)).toEqual({
        is: "refused",
        because: { kind: "owner", owner },
      });
    }
  });

  test("ends on the holder's word that it has stopped, not on anybody else's and not while it stops", () => {
    const held = lease();
    const says = (more: Partial<LeaseRequest>) =>
      decideLease(toTarget, [held], asks({ owner: "legacy", wantsLease: false, ...more }), 0).is;
    expect(says({ instance: "a", state: "stopped" })).toBe("released");
    expect(says({ instance: "a", state: "stopping" })).toBe("none");
    expect(says({ instance: "b", state: "stopped" })).toBe("none");
    expect(says({ instance: "a", state: "stopped", owner: "target" })).toBe("none");
  });

  test("does not end on a word that was said before it was given", () => {
    const held = lease({ until: 50 });
    const says = (knowsUntil: number | null) => {
      const request = asks({ instance: "a", owner: "legacy", wantsLease: false, state: "stopped" });
      return decideLease(toTarget, [held], { ...request, knowsUntil }, 0).is;
    };
    expect([says(50), says(60)]).toEqual(["released", "released"]);
    expect([says(49), says(null)]).toEqual(["none", "none"]);
  });

  test("has a fence above every one that the other owner had, also when the rule did not move (force)", () => {
    const stopped = lease({ owner: "target", fence: 9, isReleased: true });
    const underForce: LeaseRule = { owner: "legacy", fence: 9 };
    expect(decideLease(underForce, [stopped], asks({ owner: "legacy" }), 0)).toMatchObject({
      fence: 10,
    });
  });
});

type Step =
  | { readonly is: "rule"; readonly owner: RunningSide | "off" }
  | { readonly is: "wait"; readonly milliseconds: number }
  | ({ readonly is: "ask" } & LeaseRequest);

const side = fc.constantFrom<RunningSide>("legacy", "target");
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    is: fc.constant("rule" as const),
    owner: fc.constantFrom<RunningSide | "off">("legacy", "target", "off"),
  }),
  fc.record({ is: fc.constant("wait" as const), milliseconds: fc.nat(2 * leaseMilliseconds) }),
  side.chain((owner) =>
    fc.record({
      is: fc.constant("ask" as const),
      instance: fc.constantFrom("1", "2").map((number) => `${owner} ${number}`),
      owner: fc.constant(owner),
      state: fc.constantFrom<LeaseRequest["state"]>("running", "stopping", "stopped"),
      wantsLease: fc.boolean(),
    }),
  ),
);

test("whatever is asked in whatever order, two owners never hold leases at once and fences only rise", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let now = 0;
      let rule: LeaseRule = { owner: "legacy", fence: 0 };
      const leases = new Map<string, HeldLease>();
      let lastFence: { owner: RunningSide; fence: number } | null = null;
      for (const one of steps) {
        if (one.is === "wait") now += one.milliseconds;
        else if (one.is === "rule") {
          rule = { owner: one.owner, fence: rule.fence + (one.owner === rule.owner ? 0 : 1) };
        } else {
          const decision = decideLease(rule, [...leases.values()], one, now);
          const { instance, owner } = one;
          const held = leases.get(instance);
          if (decision.is === "released" && held)
            leases.set(instance, { ...held, isReleased: true });
          if (decision.is === "granted") {
            const { fence, until } = decision;
            leases.set(instance, { instance, owner, fence, until, isReleased: false });
            if (lastFence && lastFence.owner !== owner) {
              expect(fence).toBeGreaterThan(lastFence.fence);
            } else if (lastFence) expect(fence).toBeGreaterThanOrEqual(lastFence.fence);
            lastFence = { owner, fence };
          }
        }
        const open = [...leases.values()].filter((lease) => !lease.isReleased && lease.until > now);
        expect(new Set(open.map(({ owner }) => owner)).size).toBeLessThan(2);
      }
    }),
  );
});

test("an old lease is forgotten where a later one of its owner keeps the fence", () => {
  const day = 86_400_000;
  const old = lease({ instance: "old", fence: 3 });
  const newer = lease({ instance: "newer", fence: 3, until: 2000 });
  const target = lease({ instance: "go", owner: "target", fence: 9 });
  expect(forgettableLeases([old, newer, target], day + 5000)).toEqual([old]);
  expect(forgettableLeases([old, newer, target], day)).toEqual([]);
  const doubted = lease({ instance: "old", fence: 3, endsAt: day + 6000 });
  expect(forgettableLeases([doubted, newer], day + 5000)).toEqual([]);
});
