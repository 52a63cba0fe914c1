import type * as z from "zod";
import { type assignRows, mostAssigned, type OwnerEffect } from "@/lib/contract/owners";
import { Refusal } from "@/lib/domain/refusal";
import { type Sql, sql, type Transaction } from "@/lib/server/db";
import { groundDecider, ownerGround } from "@/lib/server/owners/owner-ground";
import {
  type OwnerMove,
  ownerEffect,
  ownerMoves,
  refuseUnknownTeams,
  teamKeys,
} from "@/lib/server/owners/owner-plan";
import {
  type KnownRow,
  namedRows,
  readKnownRows,
  rowCondition,
} from "@/lib/server/owners/owner-rows";

type Input = z.infer<typeof assignRows.input>;

const nameOf = ({ kind, key }: { kind: string; key: string }): string => `${kind}:${key}`;

const chosenBy = ({ rows, filter, inventoryVersion }: Input): Sql => {
  if (rows && !filter) return namedRows(rows);
  if (!filter || rows) throw new Refusal("invalid", "Name rows, or give a filter: one of both.");
  if (inventoryVersion === undefined) {
    throw new Refusal(
      "invalid",
      "Say of which inventoryVersion the filter was looked at, so that it takes the rows that were seen.",
      [{ field: "inventoryVersion", says: "is needed with a filter" }],
    );
  }
  return rowCondition(filter);
};

const refuseMissing = (asked: Input["rows"], found: readonly KnownRow[]): void => {
  const known = new Set(found.map(nameOf));
  const missing = (asked ?? []).filter((row) => !known.has(nameOf(row)));
  const [first] = missing;
  if (!first) return;
  throw new Refusal(
    "not-found",
    `There is no ${first.kind} "${first.key}" here${missing.length > 1 ? `, nor ${missing.length - 1} more of the rows named` : ""}. Nothing was assigned.`,
    missing.slice(0, 100).map((row) => ({ says: `There is no ${row.kind} "${row.key}".` })),
  );
};

/** What giving rows to a team by hand would do, or giving them back to rules and sources. */
export const planAssignment = async (
  tx: Transaction,
  program: { readonly id: string; readonly inventoryVersion: number },
  input: Input,
  by: { readonly name: string; readonly at: Date },
  isApplied: boolean,
): Promise<{ moves: readonly OwnerMove[]; effect: OwnerEffect }> => {
  const { team } = input;
  const knownTeams = new Set(await teamKeys(tx));
  if (isApplied && team !== null) {
    refuseUnknownTeams([{ team, field: "team" }], knownTeams, input.makeTeams);
  }
  const rows = await readKnownRows(tx, program.id, chosenBy(input), sql`LIMIT ${mostAssigned + 1}`);
  if (rows.length > mostAssigned) {
    throw new Refusal(
      "too-large",
      `At most ${mostAssigned.toLocaleString("en")} rows are assigned at once, and these are more. Narrow the filter, or write a rule.`,
    );
  }
  refuseMissing(input.rows, rows);
  const ground = await ownerGround(tx, program.id);
  const decide = groundDecider(ground);
  const why = {
    is: "hand" as const,
    by: by.name,
    at: by.at.toISOString(),
    reason: input.reason,
  };
  const moves =
    team === null
      ? ownerMoves(rows, (row) => decide({ ...row, handTeam: null }))
      : rows.filter(({ handTeam }) => handTeam !== team).map((row) => ({ row, team, why }));
  const { inventoryVersion } = program;
  const effect = ownerEffect(rows, moves, {
    rules: ground.rules,
    inventoryVersion,
    isApplied,
    knownTeams,
  });
  return { moves, effect };
};
