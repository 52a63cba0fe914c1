import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/domain/permissions";
import { recordStaleness } from "@/lib/server/commands/record-staleness";
import { type Database, sql } from "@/lib/server/db";
import { log } from "@/lib/server/log";
import { signOffSettings } from "@/lib/server/sign-offs/signature-standing";
import {
  otherSignatures,
  standingAfter,
  touchedSignatures,
} from "@/lib/server/sign-offs/staleness";

const recorder: Actor = { kind: "system", name: "signatures" };

/** Milliseconds: between two rounds, between two looks at what is no row, between two at everything, after a fault. */
const roundMs = 1_500;
const othersMs = 15_000;
const sweepMs = 24 * 3_600_000;
const patienceMs = 60_000;

/** Signatures that are looked at in one go: a flip that is due waits for no more of them. */
const atOnce = 300;

/** Where one process is with a program. */
type Look = {
  sequence: number;
  /** What may have become stale and was not looked at yet. */
  waiting: string[];
  /** How far a look at everything has come; `null` where none is under way, `""` where one begins. */
  sweep: string | null;
  sweptAt: number;
  hasOthers: boolean;
  othersAt: number;
  notBefore: number;
};

/** What one process remembers, and may forget: then everything is looked at, a part at a time. */
export type StalenessLooks = { readonly byProgram: Map<string, Look>; nextAt: number };

export const noStalenessLooks = (now: Date): StalenessLooks => ({
  byProgram: new Map(),
  nextAt: now.getTime() + roundMs,
});

type Head = { id: string; program: string; sequence: number };

const firstLook = (sequence: number): Look => ({
  sequence,
  waiting: [],
  sweep: "",
  sweptAt: 0,
  hasOthers: false,
  othersAt: 0,
  notBefore: 0,
});

/** Puts by what the events since the last look may have touched. */
const takeEvents = async (database: Database, head: Head, look: Look): Promise<void> => {
  if (look.sequence === head.sequence) return;
  const { staleness } = await signOffSettings(database, head.id);
  const touched = await touchedSignatures(database, head.id, staleness, {
    after: look.sequence,
    until: head.sequence,
  });
  if (touched === null) look.sweep = "";
  else look.waiting = [...new Set([...look.waiting, ...touched])];
  look.hasOthers = true;
  look.sequence = head.sequence;
};

/** The next part of what is to be looked at; empty where nothing is. */
const nextPart = async (
  database: Database,
  { id }: Head,
  look: Look,
  now: Date,
): Promise<string[]> => {
  if (look.waiting.length > 0) return look.waiting.slice(0, atOnce);
  if (look.hasOthers && now.getTime() - look.othersAt >= othersMs) {
    look.hasOthers = false;
    look.othersAt = now.getTime();
    look.waiting = await otherSignatures(database, id);
    if (look.waiting.length > 0) return look.waiting.slice(0, atOnce);
  }
  if (look.sweep === null && now.getTime() - look.sweptAt >= sweepMs) look.sweep = "";
  if (look.sweep === null) return [];
  const part = await standingAfter(database, id, look.sweep || null, atOnce);
  look.sweep = part.length < atOnce ? null : (part.at(-1) ?? null);
  if (look.sweep === null) look.sweptAt = now.getTime();
  return part;
};

const lookAt = async (database: Database, head: Head, look: Look, now: Date): Promise<void> => {
  await takeEvents(database, head, look);
  const part = await nextPart(database, head, look, now);
  if (part.length === 0) return;
  const context = { actor: recorder, requestId: randomUUID(), now };
  await recordStaleness.run(context, { program: head.program, signatures: part });
  const done = new Set(part);
  look.waiting = look.waiting.filter((id) => !done.has(id));
};

/**
 * One round: in every program with signatures, what changed since the last look is looked at, at most a
 * few hundred signatures of each. The newest event of a program's audit tells whether anything changed
 * at all, and the events which rows: an idle program costs one row of one query. Any number of
 * processes may do it at once, for a mark is set once.
 */
export const recordDueStaleness = async (
  database: Database,
  now: Date,
  looks: StalenessLooks,
): Promise<void> => {
  if (now.getTime() < looks.nextAt) return;
  looks.nextAt = now.getTime() + roundMs;
  const heads = await database.$queryRaw<Head[]>(sql`
    SELECT p."id"::text AS "id", p."key" AS "program", COALESCE(c."sequence", 0)::int AS "sequence"
    FROM "Program" p LEFT JOIN "AuditChain" c ON c."chain" = p."id"::text
    WHERE p."status" = 'active'
      AND EXISTS (SELECT 1 FROM "Signature" s WHERE s."programId" = p."id")
    ORDER BY p."key"`);
  for (const head of heads) {
    const look = looks.byProgram.get(head.id) ?? firstLook(head.sequence);
    looks.byProgram.set(head.id, look);
    if (look.notBefore > now.getTime()) continue;
    try {
      await lookAt(database, head, look, now);
    } catch (error) {
      const { program } = head;
      log.warn({ error, program }, "stale signatures were not recorded; it is tried again");
      looks.byProgram.set(head.id, {
        ...firstLook(head.sequence),
        notBefore: now.getTime() + patienceMs,
      });
    }
  }
};
