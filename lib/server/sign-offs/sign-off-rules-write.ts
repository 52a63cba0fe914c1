import type { SignOffRulesView } from "@/lib/contract/sign-off-rules";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { type Reason, Refusal } from "@/lib/domain/refusal";
import { type Json, sql, type Transaction } from "@/lib/server/db";
import {
  readRulesView,
  settingsOf,
  signedFields,
} from "@/lib/server/sign-offs/sign-off-rules-read";

/** Whether two sets of rules ask the same. */
export const areSameRules = (one: SignOffRulesView, other: SignOffRulesView): boolean =>
  canonicalJson(one) === canonicalJson(other);

/** Refuses rules that name teams which do not exist or fields that no row has, each at its place. */
export const refuseFaultyRules = async (
  tx: Transaction,
  programId: string,
  { alsoTeams, ignoredFields }: SignOffRulesView,
): Promise<void> => {
  const teams = await tx.team.findMany({
    where: { key: { in: alsoTeams } },
    select: { key: true },
  });
  const isTeam = new Set(teams.map(({ key }) => key));
  const fields = ignoredFields.length === 0 ? [] : await signedFields(tx, programId);
  const faults: Reason[] = [
    ...alsoTeams.flatMap((key, at) =>
      isTeam.has(key)
        ? []
        : [{ field: `rules.alsoTeams.${at}`, says: `There is no team ${key}: nobody could sign.` }],
    ),
    ...ignoredFields.flatMap((field, at) =>
      fields.includes(field)
        ? []
        : [{ field: `rules.ignoredFields.${at}`, says: `No row has a field “${field}”.` }],
    ),
  ];
  const [first] = faults;
  if (first) throw new Refusal("invalid", first.says, faults);
};

/** Refuses where the rules are others by now than those that somebody saw. */
export const refuseOtherRules = (is: SignOffRulesView, was: SignOffRulesView): void => {
  if (areSameRules(is, was)) return;
  throw new Refusal(
    "stale-version",
    "Somebody changed the rules of signatures meanwhile. Look at them and decide again.",
  );
};

/**
 * Writes what signatures take and what makes them stale, as somebody who saw `was`. It is a criterion:
 * what applies an approved request calls this too.
 */
export const writeSignOffRules = async (
  tx: Transaction,
  programId: string,
  { rules, was }: { readonly rules: SignOffRulesView; readonly was: SignOffRulesView },
): Promise<SignOffRulesView> => {
  await tx.$queryRaw(sql`
    SELECT "id" FROM "Program" WHERE "id" = ${programId}::uuid FOR NO KEY UPDATE`);
  refuseOtherRules(await readRulesView(tx, programId), was);
  await refuseFaultyRules(tx, programId, rules);
  const settings = settingsOf(rules);
  await tx.program.update({
    where: { id: programId },
    data: {
      signOffRules: settings.rules as unknown as Json,
      stalenessPolicy: settings.staleness as unknown as Json,
    },
  });
  return rules;
};
