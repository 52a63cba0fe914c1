import * as z from "zod";
import { command } from "@/lib/server/command";
import { sql } from "@/lib/server/db";
import { announced, raiseEpoch } from "@/lib/server/switches/raise-epoch";

/**
 * Notes at the start which database this is. Another one than at the last start was restored from a
 * backup, or took over from one that failed: versions made since may be lost, so every environment
 * gets a higher epoch and every client follows what is known here. switches.md, "Snapshot".
 */
export const recogniseDatabase = command(
  {
    name: "recognise-database",
    allow: "installation:manage",
    input: z.object({ identity: z.string().min(1) }),
  },
  async ({ tx, input: { identity } }) => {
    // Processes that start together take turns, and only the first of them raises.
    const [row] = await tx.$queryRaw<{ databaseIdentity: string | null }[]>(
      sql`SELECT "databaseIdentity" FROM "Installation" WHERE "id" = 1 FOR UPDATE`,
    );
    const was = row?.databaseIdentity ?? null;
    if (was === identity) return { event: "repeated", result: { environments: 0 } };
    await tx.installation.update({ where: { id: 1 }, data: { databaseIdentity: identity } });
    const environments = was === null ? [] : await raiseEpoch(tx, "all");
    return {
      event: {
        subject: { environments: environments.length },
        was: { database: was },
        now: { database: identity },
        reason:
          was === null ? null : "Another database than at the last start: restored or failed over",
      },
      result: { environments: environments.length },
      announce: announced(environments),
    };
  },
);
