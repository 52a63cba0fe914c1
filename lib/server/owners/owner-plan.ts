import type { OwnerEffect } from "@/lib/contract/owners";
import type { OwnerRule, RowOwner } from "@/lib/domain/owner-rules";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";
import type { KnownRow } from "@/lib/server/owners/owner-rows";
import { ownerWhy, type StoredWhy } from "@/lib/server/owners/owner-words";

export type OwnerMove = {
  readonly row: KnownRow;
  readonly team: string | null;
  readonly why: StoredWhy;
};

/** Rows of an effect that are shown one by one. */
const mostShown = 200;

/** Why, as it is stored: what the sources say needs no word. */
const storedWhy = (owner: RowOwner, row: KnownRow): StoredWhy => {
  if (owner === null || owner.why.is === "import") return {};
  return owner.why.is === "hand" ? row.teamWhy : owner.why;
};

const sameWhy = (one: StoredWhy, other: StoredWhy): boolean =>
  one.is === other.is &&
  one.rule === other.rule &&
  one.owner === other.owner &&
  one.at === other.at &&
  String(one.rows) === String(other.rows) &&
  String(one.also) === String(other.also);

/** Rows whose owner, or the reason for it, is another one than is written. */
export const ownerMoves = (
  rows: readonly KnownRow[],
  decide: (row: KnownRow) => RowOwner,
): OwnerMove[] =>
  rows.flatMap((row) => {
    const owner = decide(row);
    const why = storedWhy(owner, row);
    const team = owner?.team ?? null;
    return team === row.team && sameWhy(why, row.teamWhy) ? [] : [{ row, team, why }];
  });

/** What moves do, for whoever looks at them: rows that change hands, and each team before and after. */
export const ownerEffect = (
  rows: readonly KnownRow[],
  moves: readonly OwnerMove[],
  context: {
    readonly rules: readonly OwnerRule[];
    readonly inventoryVersion: number;
    readonly isApplied: boolean;
    readonly knownTeams: ReadonlySet<string>;
  },
): OwnerEffect => {
  const changed = moves.filter(({ row, team }) => row.team !== team);
  const counts = new Map<string | null, { before: number; after: number }>();
  const count = (team: string | null, side: "before" | "after", by: number): void => {
    const known = counts.get(team) ?? { before: 0, after: 0 };
    known[side] += by;
    counts.set(team, known);
  };
  for (const { team } of rows) {
    count(team, "before", 1);
    count(team, "after", 1);
  }
  for (const { row, team } of changed) {
    count(row.team, "after", -1);
    count(team, "after", 1);
  }
  return {
    inventoryVersion: context.inventoryVersion,
    isApplied: context.isApplied,
    changed: changed.length,
    rows: changed.slice(0, mostShown).map(({ row, team, why }) => ({
      kind: row.kind,
      key: row.key,
      title: row.title,
      before: row.team,
      after: team,
      why: ownerWhy(why, team, context.rules),
    })),
    teams: [...counts]
      .map(([team, { before, after }]) => ({
        team,
        before,
        after,
        isNew: team !== null && !context.knownTeams.has(team),
      }))
      .sort(
        (one, other) => other.after - one.after || (one.team ?? "").localeCompare(other.team ?? ""),
      ),
  };
};

/** The keys of all teams there are, of every program. */
export const teamKeys = async (tx: Transaction): Promise<string[]> =>
  (await tx.team.findMany({ select: { key: true }, orderBy: { key: "asc" } })).map(
    ({ key }) => key,
  );

/** Refuses (`invalid`) teams that do not exist, unless they are to be made. */
export const refuseUnknownTeams = (
  teams: readonly { readonly team: string; readonly field: string }[],
  known: ReadonlySet<string>,
  makeTeams: boolean,
): void => {
  if (makeTeams) return;
  const unknown = teams.filter(({ team }) => !known.has(team));
  const [first] = unknown;
  if (!first) return;
  throw new Refusal(
    "invalid",
    `There is no team "${first.team}"${unknown.length > 1 ? ` and ${unknown.length - 1} more` : ""}. Check the spelling, or say that it is to be made (makeTeams).`,
    unknown.map(({ team, field }) => ({ field, says: `There is no team "${team}".` })),
  );
};
