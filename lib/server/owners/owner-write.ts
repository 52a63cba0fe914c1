import { Refusal } from "@/lib/domain/refusal";
import { sql, type Transaction } from "@/lib/server/db";
import { tell } from "@/lib/server/notices/tell";
import { groundDecider, ownerGround } from "@/lib/server/owners/owner-ground";
import { type OwnerMove, ownerMoves } from "@/lib/server/owners/owner-plan";
import { readKnownRows } from "@/lib/server/owners/owner-rows";

/** Rows a statement; bounds the size of one parameter. */
const chunkSize = 2_000;

/** Writes whose rows are and why; teams that are not there yet are made. */
export const writeOwners = async (
  tx: Transaction,
  moves: readonly OwnerMove[],
  at: Date,
): Promise<void> => {
  const teams = new Set(moves.flatMap(({ team }) => team ?? []));
  await tx.team.createMany({
    data: [...teams].map((key) => ({ key, name: key })),
    skipDuplicates: true,
  });
  for (let from = 0; from < moves.length; from += chunkSize) {
    const rows = moves.slice(from, from + chunkSize).map(({ row, team, why }) => ({
      id: row.id,
      team,
      hand: why.is === "hand" ? team : null,
      why,
    }));
    await tx.$executeRaw(sql`
      UPDATE "Item" i SET "teamId" = t."id", "handTeam" = r."hand", "teamWhy" = r."why", "updatedAt" = ${at}
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS r("id" uuid, "team" text, "hand" text, "why" jsonb)
      LEFT JOIN "Team" t ON t."key" = r."team"
      WHERE i."id" = r."id"`);
  }
};

/**
 * Brings every row's owner in line with rules, CODEOWNERS and sources, after any of them or the rows
 * changed. What was given by hand stays.
 */
export const settleOwners = async (
  tx: Transaction,
  programId: string,
  at: Date,
): Promise<OwnerMove[]> => {
  const ground = await ownerGround(tx, programId);
  if (ground.rules.length === 0 && ground.codeowners === null) {
    await tx.$executeRaw(sql`
      UPDATE "Item" i SET "teamId" = t."id", "teamWhy" = '{}', "updatedAt" = ${at}
      FROM "Item" s LEFT JOIN "Team" t ON t."key" = s."namedTeam"
      WHERE s."id" = i."id" AND i."programId" = ${programId}::uuid AND i."handTeam" IS NULL
        AND (i."teamId" IS DISTINCT FROM t."id" OR i."teamWhy" <> '{}')`);
    return [];
  }
  const rows = await readKnownRows(tx, programId, sql` AND i."handTeam" IS NULL`);
  const moves = ownerMoves(rows, groundDecider(ground));
  await writeOwners(tx, moves, at);
  return moves;
};

/** Takes the program's turn for writing owners; refuses when its inventory is not the one that was looked at. */
export const takeInventory = async (
  tx: Transaction,
  program: { readonly id: string },
  seen: number | undefined,
): Promise<void> => {
  const [row] = await tx.$queryRaw<{ inventoryVersion: number }[]>(sql`
    SELECT "inventoryVersion" FROM "Program" WHERE "id" = ${program.id}::uuid FOR NO KEY UPDATE`);
  if (seen !== undefined && row?.inventoryVersion !== seen) {
    throw new Refusal(
      "stale-version",
      "The inventory changed since this was looked at. Look at it again, then apply it.",
    );
  }
};

/** Counts the inventory on; answers its version. */
export const raiseInventory = async (
  tx: Transaction,
  program: { readonly id: string },
): Promise<number> => {
  const { inventoryVersion } = await tx.program.update({
    where: { id: program.id },
    data: { inventoryVersion: { increment: 1 } },
    select: { inventoryVersion: true },
  });
  return inventoryVersion;
};

const countOf = (rows: number): string =>
  rows === 1 ? "1 row is" : `${rows.toLocaleString("en")} rows are`;

/** Tells each team that got rows, once for all of them. */
export const tellNewOwners = async (
  tx: Transaction,
  program: { readonly id: string; readonly key: string },
  moves: readonly OwnerMove[],
  by: {
    readonly name: string;
    readonly personId: string | null;
    readonly version: number;
    readonly at: Date;
  },
): Promise<void> => {
  const gained = new Map<string, OwnerMove[]>();
  for (const move of moves) {
    if (move.team === null || move.team === move.row.team) continue;
    const list = gained.get(move.team);
    if (list) list.push(move);
    else gained.set(move.team, [move]);
  }
  for (const [team, rows] of gained) {
    const some = rows.slice(0, 3).map(({ row }) => row.key);
    await tell(tx, {
      program,
      kind: "rows-assigned",
      says: `${countOf(rows.length)} ${team}'s now (${some.join(", ")}${rows.length > 3 ? ", …" : ""}), by ${by.name}.`,
      link: `/programs/${program.key}/sign-offs`,
      subject: { team, rows: rows.length },
      dedupe: `rows-assigned ${by.version} ${team}`,
      to: [{ teams: [team] }],
      except: [by.personId],
      at: by.at,
    });
  }
};

/** Moves as the audit keeps them: by team before and after, the rows' names. */
export const movesRecord = (
  moves: readonly OwnerMove[],
): { readonly from: string | null; readonly to: string | null; readonly rows: string[] }[] => {
  const by = new Map<string, { from: string | null; to: string | null; rows: string[] }>();
  for (const { row, team } of moves) {
    if (row.team === team) continue;
    const name = JSON.stringify([row.team, team]);
    const entry = by.get(name) ?? { from: row.team, to: team, rows: [] };
    entry.rows.push(`${row.kind}:${row.key}`);
    by.set(name, entry);
  }
  return [...by.values()];
};
