import * as z from "zod";
import { EnvironmentInput } from "@/lib/contract/words";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { sql } from "@/lib/server/db";
import { announced, raiseEpoch } from "@/lib/server/switches/raise-epoch";

// A backup is some restores old, never thousands: more is a client that makes up its epoch.
const epochsAtMost = 1000;

/**
 * A client runs a version that was never made here: the database was restored from a backup that is
 * older than it. Its environment gets an epoch above the client's, so that the client follows again.
 * Nothing happens when the version is known here after all.
 */
export const followClients = command(
  {
    name: "follow-clients",
    allow: "installation:manage",
    input: EnvironmentInput.extend({
      seen: z.object({ epoch: z.number().int(), version: z.number().int(), instance: z.string() }),
    }),
  },
  async ({ tx, program, input: { environment, seen } }) => {
    const [row] = await tx.$queryRaw<{ id: string; epoch: number; version: number }[]>(sql`
      SELECT "id", "epoch", "version" FROM "Environment"
      WHERE "programId" = ${program.id}::uuid AND "key" = ${environment} FOR UPDATE`);
    if (!row) throw new Refusal("not-found", `${program.key} has no environment "${environment}".`);
    const isAhead =
      seen.epoch > row.epoch || (seen.epoch === row.epoch && seen.version > row.version);
    const isBelieved = seen.epoch - row.epoch <= epochsAtMost;
    if (!isAhead || !isBelieved) return { event: "repeated", result: { epoch: row.epoch } };
    const raised = await raiseEpoch(tx, [row.id], seen.epoch + 1);
    return {
      event: {
        subject: { environment, instance: seen.instance },
        was: { epoch: row.epoch, version: row.version, seen },
        now: { epoch: raised[0]?.epoch },
        reason: `${seen.instance} runs version ${seen.epoch}-${seen.version}, which was never made here: the database is older than its clients`,
      },
      result: { epoch: raised[0]?.epoch ?? row.epoch },
      announce: announced(raised),
    };
  },
);
