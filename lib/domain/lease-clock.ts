/**
 * One look at the clock that leases are written by, between two readings of a clock that nobody sets.
 * Milliseconds.
 */
type ClockLook = {
  readonly wall: number;
  readonly before: number;
  readonly after: number;
};

/** A lease as its row says; `key` names the row. */
type WrittenLease = { readonly key: string; readonly until: number };

export type LeaseClock = {
  /** Takes a look; gives the moment at which a lease has surely ended, by the clock that was looked at. */
  readonly look: (look: ClockLook) => (lease: WrittenLease) => number;
};

/** How long a row is remembered that nobody asks for any more, as a number of leases. */
const rememberedLeases = 10;

/**
 * Judges by a steady clock when leases have ended, because the clock that they are written by may be set:
 * by hand, by a machine that slept, by a failover to a server with another one. As long as that clock ran
 * evenly for one lease, its word counts; otherwise a lease has ended when its row stood unchanged for as
 * long as a lease holds, seen from here, since whoever held it would have renewed it. So a jump, ahead or back,
 * costs time and never gives a worker two owners. `holds` is how long a lease holds, in milliseconds.
 */
export const createLeaseClock = (holds: number): LeaseClock => {
  // A sixth of a lease is kept between what its holder is told and what others wait for.
  const tolerance = holds / 24;
  const seen = new Map<string, { until: number; at: number; asked: number }>();
  // Where the clock began to run evenly: many small jumps add up to a large one.
  let anchor: ClockLook | null = null;

  const hasJumped = (from: ClockLook, to: ClockLook): boolean => {
    const passed = to.wall - from.wall;
    const least = to.before - from.after;
    const most = to.after - from.before;
    return passed < least - tolerance || passed > most + tolerance;
  };

  const forget = (now: number): void => {
    for (const [key, { asked }] of seen) {
      if (now - asked > holds * rememberedLeases) seen.delete(key);
    }
  };

  return {
    look: (look) => {
      if (anchor === null || hasJumped(anchor, look)) anchor = look;
      forget(look.before);
      const isEven = look.before - anchor.after >= holds;
      return ({ key, until }) => {
        const known = seen.get(key);
        const at = known?.until === until ? known.at : look.after;
        seen.set(key, { until, at, asked: look.before });
        const leftAsSeen = at + holds - look.before;
        const isBelieved = isEven || leftAsSeen <= 0;
        const left = isBelieved ? Math.min(leftAsSeen, until - look.wall) : leftAsSeen;
        return look.wall + left;
      };
    },
  };
};
