import { Receipt } from "@/lib/contract/receipts";
import { EnvironmentInput } from "@/lib/contract/words";
import { Refusal } from "@/lib/domain/refusal";
import {
  decideLease,
  forgettableLeases,
  type LeaseDecision,
  type LeaseRequest,
  leaseEnd,
  type RunningSide,
  toldMilliseconds,
} from "@/lib/domain/worker-lease";
import {
  forgetLeases,
  lockedLeaseBoard,
  releaseLease,
  writeLease,
} from "@/lib/server/clients/lease-rows";
import { command } from "@/lib/server/command";
import { env } from "@/lib/server/env";
import type { ProgramScope } from "@/lib/server/scope";

type Answer = {
  leases: { worker: string; owner: string; fence: number; until: string; milliseconds: number }[];
  refused: { worker: string; says: string }[];
};

const wordOf = (program: ProgramScope, side: RunningSide | "off"): string =>
  side === "off" ? "off" : side === "target" ? program.targetName : program.legacyName;

const sideOf = (program: ProgramScope, word: string): RunningSide | null => {
  if (word === program.legacyName) return "legacy";
  return word === program.targetName ? "target" : null;
};

const known = (leaseUntil: string | null | undefined): Pick<LeaseRequest, "knowsUntil"> =>
  leaseUntil === undefined
    ? {}
    : { knowsUntil: leaseUntil === null ? null : Date.parse(leaseUntil) };

type Refused = Extract<LeaseDecision, { is: "refused" }>["because"];

const refusalWords = (program: ProgramScope, worker: string, because: Refused): string => {
  if (because.kind === "held") {
    const { owner, instance } = because.by;
    return `${wordOf(program, owner)} may still run ${worker}: ${instance} holds a lease until ${new Date(leaseEnd(because.by)).toISOString()} and has not said that it stopped.`;
  }
  return because.owner === "off"
    ? `${worker} is off: nobody runs it.`
    : `${worker} belongs to ${wordOf(program, because.owner)}.`;
};

/**
 * Decides about every worker that an instance reports: grants and renews leases, takes down what has
 * stopped, and says what a refused one waits for. Leases are facts that two owners' safety hangs on, so
 * they are written in a transaction under the worker's lock; a trace is left when a worker changes hands
 * (docs/decisions/0009).
 */
export const grantLeases = command(
  {
    name: "grant-leases",
    allow: "installation:manage",
    input: EnvironmentInput.extend({
      instance: Receipt.shape.instance,
      workers: Receipt.shape.workers,
    }),
  },
  async ({ tx, program, input }) => {
    const environment = await tx.environment.findUnique({
      where: { programId_key: { programId: program.id, key: input.environment } },
      select: { id: true },
    });
    if (!environment) {
      throw new Refusal("not-found", `${program.key} has no environment "${input.environment}".`);
    }
    const { instance } = input;
    const board = await lockedLeaseBoard(
      tx,
      environment.id,
      input.workers.map(({ worker }) => worker),
    );
    const result: Answer = { leases: [], refused: [] };
    const changedHands: { worker: string; owner: string; fence: number }[] = [];
    const holds = env().leaseSeconds * 1000;
    for (const { worker, owner: word, state, wantsLease, leaseUntil } of input.workers) {
      const refuse = (says: string) => result.refused.push({ worker, says });
      const rule = board.ruleOf(worker);
      const owner = sideOf(program, word);
      if (owner === null || rule === null) {
        if (!wantsLease) continue;
        refuse(
          rule === null
            ? `${program.key} has no worker ${worker}.`
            : `${word} is not an owner of ${program.key}: it says ${program.legacyName} or ${program.targetName}.`,
        );
        continue;
      }
      const leases = board.leasesOf(worker);
      const request = { instance, owner, state, wantsLease, ...known(leaseUntil) };
      const decision = decideLease(rule, leases, request, board.now, holds);
      if (decision.is === "released") {
        await releaseLease(tx, environment.id, worker, instance, board.now);
      } else if (decision.is === "refused") {
        refuse(refusalWords(program, worker, decision.because));
      } else if (decision.is === "granted") {
        const { fence, until } = decision;
        await writeLease(tx, environment.id, { worker, instance, owner, fence, until }, board.now);
        result.leases.push({
          worker,
          owner: word,
          fence,
          until: new Date(until).toISOString(),
          milliseconds: toldMilliseconds(holds),
        });
        const old = forgettableLeases(leases, board.now).filter((one) => one.instance !== instance);
        if (old.length > 0) await forgetLeases(tx, environment.id, worker, old);
        const isFirst = !leases.some((lease) => lease.owner === owner && lease.fence === fence);
        if (isFirst) changedHands.push({ worker, owner: word, fence });
      }
    }
    return {
      event:
        changedHands.length === 0
          ? "repeated"
          : {
              subject: { environment: input.environment, instance },
              now: { leases: changedHands },
            },
      result,
      announce: changedHands.length === 0 ? [] : [{ kind: "program", program: program.key }],
    };
  },
);
