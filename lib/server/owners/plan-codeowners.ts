import type * as z from "zod";
import type { setCodeowners } from "@/lib/contract/owners";
import { type OwnerRule, teamOfOwner } from "@/lib/domain/owner-rules";
import { Refusal } from "@/lib/domain/refusal";
import type { CodeOwners } from "@/lib/formats/read-codeowners";
import type { Transaction } from "@/lib/server/db";
import { codeownersOf, groundDecider, ownerGround } from "@/lib/server/owners/owner-ground";
import {
  type OwnerMove,
  ownerEffect,
  ownerMoves,
  refuseUnknownTeams,
  teamKeys,
} from "@/lib/server/owners/owner-plan";
import { type KnownRow, readKnownRows } from "@/lib/server/owners/owner-rows";

type Input = z.infer<typeof setCodeowners.input>;

const mostFaults = 100;
const mostOwners = 2_000;

/** By owner as written: the team here, as somebody said or by its name. */
const mappedTeams = (
  { named }: CodeOwners,
  said: Readonly<Record<string, string>>,
  known: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    named.flatMap((owner) => {
      const team = Object.hasOwn(said, owner) ? said[owner] : teamOfOwner(owner, known);
      return team ? [[owner, team]] : [];
    }),
  );

/** How many rows the file gives to each owner, and how many to nobody. */
const reachOf = (codeowners: CodeOwners, rows: readonly KnownRow[]) => {
  const byPath = new Map<string, number>();
  let withoutSource = 0;
  for (const { sourcePath } of rows) {
    if (sourcePath === null) withoutSource += 1;
    else byPath.set(sourcePath, (byPath.get(sourcePath) ?? 0) + 1);
  }
  const reach = new Map<string, number>();
  let unmatched = 0;
  for (const [path, count] of byPath) {
    const { owners } = codeowners.ownersOf(path);
    if (owners.length === 0) unmatched += count;
    for (const owner of owners) reach.set(owner, (reach.get(owner) ?? 0) + count);
  }
  return { reach, unmatched, withoutSource };
};

/**
 * What a CODEOWNERS file would do: its sections, its owners with the team that each is here and the
 * rows they would get, what of it cannot be followed, and whose rows change.
 */
export const planCodeowners = async (
  tx: Transaction,
  program: { readonly id: string; readonly inventoryVersion: number },
  input: Input,
  isApplied: boolean,
): Promise<{
  moves: readonly OwnerMove[];
  teams: Readonly<Record<string, string>>;
  effect: z.infer<typeof setCodeowners.answer>;
}> => {
  const codeowners = codeownersOf(input.name, input.text);
  if (codeowners.rules === 0) {
    throw new Refusal(
      "invalid",
      "This file gives nothing to anybody: no line of it names a path and an owner.",
      codeowners.faults.slice(0, mostFaults),
    );
  }
  const known = await teamKeys(tx);
  const knownTeams = new Set(known);
  const teams = mappedTeams(codeowners, input.teams, known);
  if (isApplied) {
    const named = Object.entries(teams).map(([owner, team]) => ({ team, field: `teams.${owner}` }));
    refuseUnknownTeams(named, knownTeams, input.makeTeams);
  }
  const ground = { ...(await ownerGround(tx, program.id)), codeowners, teams };
  const rows = await readKnownRows(tx, program.id);
  const moves = ownerMoves(rows, groundDecider(ground));
  const { reach, unmatched, withoutSource } = reachOf(codeowners, rows);
  const rules: readonly OwnerRule[] = ground.rules;
  const { inventoryVersion } = program;
  return {
    moves,
    teams,
    effect: {
      ...ownerEffect(rows, moves, { rules, inventoryVersion, isApplied, knownTeams }),
      lines: codeowners.rules,
      sections: codeowners.sections.map(({ name, rules: lines }) => ({ name, lines })),
      owners: codeowners.named
        .map((owner) => {
          const team = teams[owner] ?? null;
          const lines = codeowners.linesOf.get(owner) ?? { count: 0, first: [] };
          return {
            owner,
            team,
            isNew: team !== null && !knownTeams.has(team),
            lines: lines.count,
            at: [...lines.first],
            rows: reach.get(owner) ?? 0,
          };
        })
        .sort((one, other) => other.rows - one.rows || (one.at[0] ?? 0) - (other.at[0] ?? 0))
        .slice(0, mostOwners),
      unmatched,
      withoutSource,
      faults: codeowners.faults
        .slice(0, mostFaults)
        .map(({ row, says }) => ({ row: row ?? 1, says })),
      faultCount: codeowners.faults.length,
    },
  };
};
