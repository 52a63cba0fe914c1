import type { SignOffRulesView } from "@/lib/contract/sign-off-rules";
import { signedValues } from "@/lib/domain/sign-off-shown";
import { sql, type Transaction } from "@/lib/server/db";
import { type SignOffSettings, signOffSettings } from "@/lib/server/sign-offs/signature-standing";

/** Fields that every row has, and those of what is no row. */
const columns = [
  "title",
  "method",
  "path",
  "host",
  "sourcePath",
  "switchName",
  "switchId",
  "family",
  "capability",
  "place",
  "revision",
  "evidence",
  "rule",
];

/** The same as rules are applied. */
export const settingsOf = (view: SignOffRulesView): SignOffSettings => {
  const { fourEyes, alsoTeams, samplePercent, counts, ignoredFields, alsoOutcomes } = view;
  return {
    rules: { fourEyes, alsoTeams, samplePercent },
    staleness: { counts, ignoredFields, alsoOutcomes },
  };
};

/** The rules of a program as they are now, and as they are shown and edited. */
export const readRulesView = async (
  tx: Transaction,
  programId: string,
): Promise<SignOffRulesView> => {
  const { rules, staleness } = await signOffSettings(tx, programId);
  return {
    fourEyes: rules.fourEyes,
    alsoTeams: [...rules.alsoTeams].sort(),
    samplePercent: rules.samplePercent,
    counts: [...staleness.counts].sort(),
    ignoredFields: [...staleness.ignoredFields].sort(),
    alsoOutcomes: [...staleness.alsoOutcomes].sort(),
  };
};

/** Every field that a signature of the program can vouch for. */
export const signedFields = async (tx: Transaction, programId: string): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ name: string }[]>(sql`
    SELECT DISTINCT jsonb_object_keys("attributes") AS "name" FROM "Item"
    WHERE "programId" = ${programId}::uuid AND jsonb_typeof("attributes") = 'object'`);
  // What is about the review, and places in the source, are no values: their change breaks none.
  const attributes = signedValues({}, Object.fromEntries(rows.map(({ name }) => [name, ""])));
  return [...new Set([...columns, ...Object.keys(attributes)])].sort();
};
