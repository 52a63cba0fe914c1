import { ProgramInput } from "@/lib/contract/words";
import type { GateReading } from "@/lib/domain/gate-reading";
import { command } from "@/lib/server/command";
import { sql, type Transaction } from "@/lib/server/db";
import { readBoard } from "@/lib/server/gates/gate-board";
import { tellFallen } from "@/lib/server/notices/tell-gates";

type Place = { readonly environment: string; readonly gate: string; readonly capability: string };
type Recorded = Place & { readonly state: string };
type Read = Place & Pick<GateReading, "state" | "because">;

const nameOf = ({ environment, gate, capability }: Place): string =>
  `${environment} ${gate} ${capability}`;

const recordedOf = async (tx: Transaction, programId: string): Promise<Map<string, string>> => {
  const rows = await tx.$queryRaw<Recorded[]>(sql`
    SELECT DISTINCT ON ("environmentId", "gate", "capability")
           "environmentId"::text AS "environment", "gate", "capability", "state"
    FROM "GateReading" WHERE "programId" = ${programId}::uuid AND "environmentId" IS NOT NULL
    ORDER BY "environmentId", "gate", "capability", "at" DESC, "id" DESC`);
  return new Map(rows.map((row) => [nameOf(row), row.state]));
};

/** Only one process at a time finds out what changed; nobody who writes rows of the program waits for it. */
const lockReadings = (tx: Transaction, programId: string) =>
  tx.$queryRaw(sql`
    SELECT "id" FROM "Program" WHERE "id" = ${programId}::uuid FOR NO KEY UPDATE`);

/** How many changes the audit lists; the rows hold all of them. */
const listedAtMost = 200;

/**
 * Writes down how gates read that read otherwise than when they were last written down: what history and
 * "what changed since" are told from. They are read before the transaction, and the newest event of the
 * audit before that, so that what is written meanwhile is seen by the next look.
 */
export const recordReadings = command(
  {
    name: "record-readings",
    allow: "installation:manage",
    input: ProgramInput,
    prepare: async ({ database, program }) => {
      const at = new Date();
      const head = await database.auditChain.findUnique({ where: { chain: program.id } });
      const board = await readBoard(database, program, at);
      const read = board.environments.flatMap(({ id, key }) =>
        [...(board.readings.get(key) ?? [])].flatMap(([capability, readings]) =>
          readings.map(
            ({ gate, state, because }): Read => ({
              environment: id,
              gate,
              capability,
              state,
              because,
            }),
          ),
        ),
      );
      return { sequence: head?.sequence ?? 0, until: board.until, read };
    },
  },
  async ({ tx, now, program, prepared: { sequence, until, read } }) => {
    await lockReadings(tx, program.id);
    const recorded = await recordedOf(tx, program.id);
    const changed = read.filter((each) => recorded.get(nameOf(each)) !== each.state);
    if (changed.length === 0) return { event: "repeated", result: { changed: 0, sequence, until } };
    await tx.gateReading.createMany({
      data: changed.map(({ environment, gate, capability, state, because }) => ({
        programId: program.id,
        environmentId: environment,
        gate,
        capability,
        state,
        because: because.slice(0, 2000),
        at: now,
      })),
    });
    const was = (each: Read): string | null => recorded.get(nameOf(each)) ?? null;
    const hasFallen = (each: Read): boolean =>
      was(each) === "pass" && (each.state === "fail" || each.state === "unknown");
    await tellFallen({ tx, now, program }, changed.filter(hasFallen));
    return {
      event: {
        subject: { readings: changed.length },
        now: changed.slice(0, listedAtMost).map((each) => ({
          environment: each.environment,
          gate: each.gate,
          capability: each.capability,
          was: was(each),
          is: each.state,
        })),
      },
      result: { changed: changed.length, sequence: sequence + 1, until },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
