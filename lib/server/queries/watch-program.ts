import { watchProgram as operation, type ProgramEvent } from "@/lib/contract/programs";
import type { ChangeFeed } from "@/lib/server/change-feed";
import { isStillIn } from "@/lib/server/people/is-still-in";
import { query } from "@/lib/server/query";
import { recordLength } from "@/lib/server/record-length";
import { runtime } from "@/lib/server/runtime";

/** A proxy may end a stream that says nothing for a minute. */
const heartbeatMilliseconds = 20_000;

/** Whoever lost their access hears nothing after so long. */
const lookMilliseconds = 5_000;

/**
 * What changes in one program from now on, and first of all that something has, where `hasMoved` says so once
 * nothing can be missed any more; `null` now and then so that the line stays open.
 */
async function* programEvents(
  feed: ChangeFeed,
  program: string,
  hasMoved: () => Promise<boolean>,
  mayListen: () => Promise<boolean>,
): AsyncGenerator<ProgramEvent | null> {
  const waiting: ProgramEvent[] = [];
  let wake = (): void => undefined;
  const unsubscribe = feed.subscribe((event) => {
    if (!("program" in event) || event.program !== program) return;
    waiting.push(
      event.kind === "snapshot"
        ? { kind: "snapshot", environment: event.environment, version: event.version }
        : { kind: "program" },
    );
    wake();
  });
  try {
    if (await hasMoved()) yield { kind: "program" };
    let lookedAt = Date.now();
    while (true) {
      if (Date.now() - lookedAt >= lookMilliseconds) {
        if (!(await mayListen())) return;
        lookedAt = Date.now();
      }
      const next = waiting.shift();
      if (next) {
        yield next;
        continue;
      }
      const isTold = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), heartbeatMilliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve(true);
        };
      });
      if (!isTold) yield null;
    }
  } finally {
    unsubscribe();
  }
}

/** The live feed of a program for open browsers: what changed, never the change itself. */
export const watchProgram = query(
  { name: "watch-program", allow: "program:read", input: operation.input },
  async ({ db, actor, input: { since }, program }) =>
    programEvents(
      runtime().feed,
      program.key,
      async () => since !== undefined && (await recordLength(db, program.id)) !== since,
      () => isStillIn(db, actor, program.id).catch(() => true),
    ),
);
