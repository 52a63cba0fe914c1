/** Who may run a worker, as leases have it; nobody runs one that is off. */
export type RunningSide = "legacy" | "target";

/** An instance's right to run a worker, as it was last written down. Times in milliseconds of one clock. */
export type HeldLease = {
  readonly instance: string;
  readonly owner: RunningSide;
  readonly fence: number;
  readonly until: number;
  readonly isReleased: boolean;
  /** When it has surely ended, where that is not `until`: the clock of before may have been set (lease-clock.ts). */
  readonly endsAt?: number;
};

/** What an instance says of a worker, and whether it asks to run it. */
export type LeaseRequest = {
  readonly instance: string;
  readonly owner: RunningSide;
  readonly state: "running" | "stopping" | "stopped";
  readonly wantsLease: boolean;
  /**
   * The end of the newest lease that it knows of, `null` when it never had one; left out by who does
   * not say it. Its word that it has stopped may arrive late, after it was given another lease.
   */
  readonly knowsUntil?: number | null;
};

/** Who the rules say runs the worker now, force included, and the fence that its rule has reached. */
export type LeaseRule = { readonly owner: RunningSide | "off"; readonly fence: number };

export type LeaseDecision =
  | { readonly is: "granted"; readonly fence: number; readonly until: number }
  | { readonly is: "refused"; readonly because: LeaseRefusal }
  /** Its word that nothing runs any more, or nothing was asked. */
  | { readonly is: "released" }
  | { readonly is: "none" };

type LeaseRefusal =
  | { readonly kind: "owner"; readonly owner: RunningSide | "off" }
  | { readonly kind: "held"; readonly by: HeldLease };

/** How long a lease holds unless told otherwise, in milliseconds: two receipts may be lost. */
export const leaseMilliseconds = 60_000;

/**
 * What its holder is told of a lease that holds so long: it stops a sixth sooner than anybody else may
 * start, so that an answer that was on its way for long, and a process that is slow to stop, do not make
 * two owners of one.
 */
export const toldMilliseconds = (holds: number): number => holds - Math.ceil(holds / 6);

/** When nobody runs under a lease any more, given back or not. */
export const leaseEnd = ({ endsAt, until }: HeldLease): number => endsAt ?? until;

/**
 * The leases of a worker that somebody may still run under. One whose fence the other owner has passed is over,
 * whatever a clock says: the other's was given only when this one had ended.
 */
export const openLeases = (leases: readonly HeldLease[], now: number): readonly HeldLease[] =>
  leases.filter(
    (lease) =>
      !lease.isReleased &&
      leaseEnd(lease) > now &&
      !leases.some(({ owner, fence }) => owner !== lease.owner && fence > lease.fence),
  );

const rememberedMilliseconds = 86_400_000;

/**
 * Leases that need not be kept: every restart of a supervisor leaves one behind. Over for a day, and a later one of the
 * same owner keeps the fence from falling.
 */
export const forgettableLeases = (
  leases: readonly HeldLease[],
  now: number,
): readonly HeldLease[] => {
  const isLater = (one: HeldLease, other: HeldLease): boolean =>
    one.fence > other.fence || (one.fence === other.fence && one.until > other.until);
  return leases.filter(
    (lease) =>
      leaseEnd(lease) < now - rememberedMilliseconds &&
      leases.some((other) => other.owner === lease.owner && isLater(other, lease)),
  );
};

/**
 * The fence of the next lease: never below the rule's nor below one that was given, and above every one
 * that the other owner had, so that a store that checks it refuses the owner of before.
 */
const fenceFor = (owner: RunningSide, rule: LeaseRule, leases: readonly HeldLease[]): number =>
  leases.reduce(
    (highest, lease) => Math.max(highest, lease.owner === owner ? lease.fence : lease.fence + 1),
    rule.fence,
  );

/**
 * Decides one instance's request for a worker: granted or renewed while the rules name its owner and no
 * lease of the other owner is open; released on its word that it has stopped. Several instances of one
 * owner may hold leases, two owners never do. In: the rule, every lease of that worker, `now` of the clock
 * that the leases were written by, how long a lease holds. switches.md, "Workers are not routes".
 */
export const decideLease = (
  rule: LeaseRule,
  leases: readonly HeldLease[],
  request: LeaseRequest,
  now: number,
  holds = leaseMilliseconds,
): LeaseDecision => {
  const { instance, owner, state, wantsLease, knowsUntil } = request;
  if (!wantsLease) {
    const held = leases.find(
      (lease) => lease.instance === instance && lease.owner === owner && !lease.isReleased,
    );
    const isLate = held && knowsUntil !== undefined && (knowsUntil ?? 0) < held.until;
    return state === "stopped" && held && !isLate ? { is: "released" } : { is: "none" };
  }
  if (rule.owner !== owner) {
    return { is: "refused", because: { kind: "owner", owner: rule.owner } };
  }
  const other = openLeases(leases, now).find((lease) => lease.owner !== owner);
  if (other !== undefined) return { is: "refused", because: { kind: "held", by: other } };
  return {
    is: "granted",
    fence: fenceFor(owner, rule, leases),
    until: now + holds,
  };
};
