import * as z from "zod";
import { ProgramInput } from "@/lib/contract/words";
import { isSameProgress } from "@/lib/domain/burn-up";
import { command } from "@/lib/server/command";
import { sql, type Transaction } from "@/lib/server/db";
import { progressNow, readProgress, writeProgress } from "@/lib/server/overview/progress";

const lockedSequence = async (tx: Transaction, chain: string): Promise<number> => {
  const [head] = await tx.$queryRaw<{ sequence: number }[]>(sql`
    SELECT "sequence" FROM "AuditChain" WHERE "chain" = ${chain} FOR UPDATE`);
  return head?.sequence ?? 0;
};

/** `sequence`: the newest event of the program's audit that was seen; null where one came meanwhile. */
type Recorded = { readonly isRecorded: boolean; readonly sequence: number | null };

/**
 * Writes how far a program is on a day. Rows are counted before the transaction, since it holds up every
 * other write of the program; what was written meanwhile is seen by its audit event, and nothing is
 * recorded then (`sequence: null`): the next look counts again. A point that says what stands there
 * already is not written, and so leaves no event.
 */
export const recordProgress = command(
  {
    name: "record-progress",
    allow: "installation:manage",
    input: ProgramInput.extend({ day: z.iso.date() }),
    prepare: async ({ input: { day }, database, program }) => {
      const head = await database.auditChain.findUnique({ where: { chain: program.id } });
      return { sequence: head?.sequence ?? 0, point: await progressNow(database, program, day) };
    },
  },
  async ({ tx, input, prepared: { sequence, point }, program }) => {
    const repeated = (known: number | null) => {
      const result: Recorded = { isRecorded: false, sequence: known };
      return { event: "repeated" as const, result };
    };
    if ((await lockedSequence(tx, program.id)) !== sequence) return repeated(null);
    const [stored] = await readProgress(tx, program.id, input.day);
    // A burn-up begins with the first row that is tracked.
    if (point.total === 0 && !stored) return repeated(sequence);
    if (stored && isSameProgress(stored, point)) return repeated(sequence);
    await writeProgress(tx, program.id, [point]);
    const result: Recorded = { isRecorded: true, sequence: sequence + 1 };
    return {
      event: { subject: { day: input.day }, was: stored, now: point },
      result,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
