import * as z from "zod";
import { ProgramInput } from "@/lib/contract/words";
import { command } from "@/lib/server/command";
import { tellStale } from "@/lib/server/notices/tell-sign-offs";
import { brokenSignatures } from "@/lib/server/sign-offs/staleness";
import { markStale } from "@/lib/server/sign-offs/staleness-write";

/**
 * Marks those of some signatures that hold no more as stale, once, and tells who signed. What they vouch
 * for is read before the transaction, so that no flip waits for it; the mark is a compare-and-set.
 */
export const recordStaleness = command(
  {
    name: "record-staleness",
    allow: "installation:manage",
    input: ProgramInput.extend({ signatures: z.array(z.uuid()).min(1).max(1_000) }),
    prepare: ({ input: { signatures }, database, program }) =>
      brokenSignatures(database, program, new Date(), signatures),
  },
  async ({ tx, now, program, prepared }) => {
    const marked = await markStale(tx, program.id, prepared, now);
    if (marked.length === 0) return { event: "repeated", result: { stale: [] } };
    await tellStale({ tx, now, program }, marked);
    return {
      event: {
        subject: { signatures: marked.length },
        now: marked.map(({ id, kind, key, by, team, because }) => ({
          signature: id,
          kind,
          key,
          by,
          team,
          because,
        })),
        reason: "What was signed holds no more.",
      },
      result: { stale: marked.map(({ id }) => id) },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
