import type * as z from "zod";
import type { setOwnerRules } from "@/lib/contract/owners";
import { type OwnerRule, ownerRuleFaults } from "@/lib/domain/owner-rules";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";
import { groundDecider, ownerGround } from "@/lib/server/owners/owner-ground";
import {
  type OwnerMove,
  ownerEffect,
  ownerMoves,
  refuseUnknownTeams,
  teamKeys,
} from "@/lib/server/owners/owner-plan";
import { readKnownRows } from "@/lib/server/owners/owner-rows";

type Input = z.infer<typeof setOwnerRules.input>;

/** What other rules would do: whose rows change, and how many each rule decides. */
export const planOwnerRules = async (
  tx: Transaction,
  program: { readonly id: string; readonly inventoryVersion: number },
  input: Input,
  isApplied: boolean,
): Promise<{ moves: readonly OwnerMove[]; effect: z.infer<typeof setOwnerRules.answer> }> => {
  const rules = input.rules as OwnerRule[];
  const faults = ownerRuleFaults(rules);
  if (faults[0]) throw new Refusal("invalid", faults[0].says, faults);
  const knownTeams = new Set(await teamKeys(tx));
  if (isApplied) {
    const named = rules.map(({ team }, at) => ({ team, field: `rules[${at}].team` }));
    refuseUnknownTeams(named, knownTeams, input.makeTeams);
  }
  const decide = groundDecider({ ...(await ownerGround(tx, program.id)), rules });
  const rows = await readKnownRows(tx, program.id);
  const decides = rules.map(() => 0);
  for (const row of rows) {
    const why = decide(row)?.why;
    if (why?.is === "rule") decides[why.rule - 1] = (decides[why.rule - 1] ?? 0) + 1;
  }
  const moves = ownerMoves(rows, decide);
  const { inventoryVersion } = program;
  const effect = ownerEffect(rows, moves, { rules, inventoryVersion, isApplied, knownTeams });
  return { moves, effect: { ...effect, decides } };
};
