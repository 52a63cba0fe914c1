import { createLeaseClock, type LeaseClock } from "@/lib/domain/lease-clock";
import { sql, type Transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";

/** What the database's clock says, and when a lease has surely ended by it. Milliseconds. */
export type LeaseTime = {
  readonly now: number;
  readonly endOf: (lease: { worker: string; instance: string; until: Date }) => number;
};

const slot = Symbol.for("signalbox.lease-clock");
// On `globalThis`, as the runtime is: Next compiles its own copy of every module.
const holder = globalThis as unknown as { [slot]?: LeaseClock };

/** Looks at the clock that all processes of one database share, and judges it by this process's steady one. */
export const leaseTime = async (tx: Transaction, environmentId: string): Promise<LeaseTime> => {
  holder[slot] ??= createLeaseClock(env().leaseSeconds * 1000);
  const before = performance.now();
  const [clock] = await tx.$queryRaw<{ now: Date }[]>(sql`SELECT clock_timestamp() AS "now"`);
  const after = performance.now();
  if (clock === undefined) throw new Error("The database does not say what time it is.");
  const now = clock.now.getTime();
  const judge = holder[slot].look({ wall: now, before, after });
  return {
    now,
    endOf: ({ worker, instance, until }) =>
      judge({ key: JSON.stringify([environmentId, worker, instance]), until: until.getTime() }),
  };
};
