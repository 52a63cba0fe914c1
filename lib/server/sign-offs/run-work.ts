import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Refusal } from "@/lib/domain/refusal";
import type { ChangeFeed } from "@/lib/server/change-feed";
import { advanceSignOffRun } from "@/lib/server/commands/advance-sign-off-run";
import { haltSignOffRun } from "@/lib/server/commands/halt-sign-off-run";
import type { Database } from "@/lib/server/db";
import { log } from "@/lib/server/log";
import { signedInActor } from "@/lib/server/people/person-actor";

/** Rows that are signed in one transaction: about a tenth of a second, which is what a flip waits at most. */
const chunkSize = 50;
/** Milliseconds between two looks for runs that nobody told of: those of a process that died. */
const lookMs = 2_000;

type Run = {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly sessionId: string;
  readonly program: { readonly key: string };
};

/** `later`: the database cannot, or another process is at it; it is looked at again. */
type Progress = "running" | "ended" | "later";

/** Codes of refusals that say that somebody may not sign any more, and not that a row is in the way. */
const ending = new Set<string>(["forbidden", "not-found", "unauthenticated", "needs-proof"]);

const halt = async ({ id, program }: Run, because: string): Promise<Progress> => {
  const context = {
    actor: { kind: "system", name: "bulk signing" } as const,
    requestId: randomUUID(),
    now: new Date(),
  };
  await haltSignOffRun.run(context, { program: program.key, run: id, because });
  return "ended";
};

const whyGone = async (database: Database, { personId, personName }: Run): Promise<string> => {
  const person = await database.person.findUnique({ where: { id: personId } });
  return !person || person.deactivatedAt
    ? `The account of ${personName} was deactivated.`
    : `The session of ${personName} has ended.`;
};

/** So many rows; with `giveUp` the next one is passed over for that reason. */
type Chunk = { readonly size: number; readonly giveUp?: string };

/** One chunk, as whoever started the run stands now. */
const attempt = async (database: Database, run: Run, chunk: Chunk): Promise<Progress> => {
  const actor = await signedInActor(database, run.sessionId, run.personId);
  if (!actor) {
    return halt(run, `${await whyGone(database, run)} What was signed before stays signed.`);
  }
  const context = { actor, requestId: randomUUID(), now: new Date() };
  const input = { program: run.program.key, run: run.id, ...chunk };
  try {
    const { state } = await advanceSignOffRun.run(context, input);
    return state === "done" ? "ended" : state === "elsewhere" ? "later" : "running";
  } catch (error) {
    if (error instanceof Refusal && ending.has(error.code)) {
      return halt(run, `${error.message} What was signed before stays signed.`);
    }
    if (error instanceof Refusal && error.code === "unavailable") return "later";
    if (!(error instanceof Refusal)) {
      log.error({ error, run: run.id, requestId: context.requestId }, "rows could not be signed");
    }
    const says =
      error instanceof Refusal
        ? error.message
        : `It could not be signed for a fault of the server (request ${context.requestId}).`;
    return passOver(database, run, chunk, says);
  }
};

/** A chunk that failed as a whole is signed row by row, so that only the row that is in the way is refused. */
const passOver = async (
  database: Database,
  run: Run,
  { size, giveUp }: Chunk,
  says: string,
): Promise<Progress> => {
  if (giveUp !== undefined) return "later";
  if (size === 1) return attempt(database, run, { size, giveUp: says });
  let progress: Progress = "running";
  for (let row = 0; row < size && progress === "running"; row += 1) {
    progress = await attempt(database, run, { size: 1 });
  }
  return progress;
};

/**
 * Signs what is agreed to in every run that is under way, a chunk of each in turn, until none is left or
 * none can go on. Between two chunks whoever else waits for the database is let in.
 */
export const signRuns = async (
  database: Database,
  isStopped: () => boolean = () => false,
): Promise<void> => {
  const waiting = new Set<string>();
  while (!isStopped()) {
    const runs = await database.signOffRun.findMany({
      where: { state: "running", id: { notIn: [...waiting] } },
      orderBy: [{ startedAt: "asc" }, { id: "asc" }],
      select: {
        id: true,
        personId: true,
        personName: true,
        sessionId: true,
        program: { select: { key: true } },
      },
    });
    if (runs.length === 0) return;
    for (const run of runs) {
      if (isStopped()) return;
      if ((await attempt(database, run, { size: chunkSize })) === "later") waiting.add(run.id);
      await pause(1);
    }
  }
};

/**
 * Starts signing what people agreed to in bulk: at once when something was written, else every two
 * seconds. On its own timer: a flip that is due never waits for it. Gives what stops it after the chunk
 * under way.
 */
export const startRunWork = (database: Database, feed: ChangeFeed): (() => Promise<void>) => {
  let isStopped = false;
  let isWanted = false;
  let round: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    clearTimeout(timer);
    if (isStopped) return;
    if (round) {
      isWanted = true;
      return;
    }
    isWanted = false;
    round = signRuns(database, () => isStopped)
      .catch((error: unknown) => log.warn({ error }, "bulk signing failed; it is tried again"))
      .finally(() => {
        round = null;
        if (isWanted) look();
        else if (!isStopped) {
          timer = setTimeout(look, lookMs * (0.75 + Math.random() / 2));
          timer.unref();
        }
      });
  };
  const unsubscribe = feed.subscribe(({ kind }) => {
    if (kind === "program") look();
  });
  look();
  return async () => {
    isStopped = true;
    unsubscribe();
    clearTimeout(timer);
    await round;
  };
};
