import type { ChangeEvent } from "@/lib/server/change-event";
import { sql, type Transaction } from "@/lib/server/db";

type Environment = { program: string; environment: string; epoch: number; version: number };

/**
 * Gives environments a higher epoch, so that what they say now wins over versions that were made after
 * the backup they come from. `where` narrows them; none is every one. Answers what they are now.
 */
export const raiseEpoch = async (
  tx: Transaction,
  environmentIds: readonly string[] | "all",
  atLeast = 0,
): Promise<Environment[]> => {
  const chosen =
    environmentIds === "all" ? sql`TRUE` : sql`e."id" = ANY(${[...environmentIds]}::uuid[])`;
  return tx.$queryRaw<Environment[]>(sql`
    UPDATE "Environment" e SET "epoch" = GREATEST(e."epoch" + 1, ${atLeast}), "updatedAt" = now()
    FROM "Program" p WHERE p."id" = e."programId" AND ${chosen}
    RETURNING p."key" AS "program", e."key" AS "environment", e."epoch", e."version"`);
};

export const announced = (environments: readonly Environment[]): ChangeEvent[] =>
  environments.map(({ program, environment, version }) => ({
    kind: "snapshot",
    program,
    environment,
    version,
  }));
