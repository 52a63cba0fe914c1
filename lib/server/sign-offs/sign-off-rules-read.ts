import type { SignOffRulesView } from "@/lib/contract/sign-off-rules";
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

/** Rules as they are shown and edited. */
export const rulesView = ({ rules, staleness }: SignOffSettings): SignOffRulesView => ({
  fourEyes: rules.fourEyes,
  alsoTeams: [...rules.alsoTeams].sort(),
  samplePercent: rules.samplePercent,
  counts: [...staleness.counts].sort(),
  ignoredFields: [...staleness.ignoredFields].sort(),
  alsoOutcomes: [...staleness.alsoOutcomes].sort(),
});

/** The same as rules are applied. */
export const settingsOf = (view: SignOffRulesView): SignOffSettings => {
  const { fourEyes, alsoTeams, samplePercent, counts, ignoredFields, alsoOutcomes } = view;
  return {
    rules: { fourEyes, alsoTeams, samplePercent },
    staleness: { counts, ignoredFields, alsoOutcomes },
  };
};

/** The rules of a program as they are now. */
export const readRulesView = async (
  tx: Transaction,
  programId: string,
): Promise<SignOffRulesView> => rulesView(await signOffSettings(tx, programId));

/** Every field that a signature of the program can vouch for. */
export const signedFields = async (tx: Transaction, programId: string): Promise<string[]> => {
  const rows = await tx.$queryRaw<{ name: string }[]>(sql`
    SELECT DISTINCT jsonb_object_keys("attributes") AS "name" FROM "Item"
    WHERE "programId" = ${programId}::uuid AND jsonb_typeof("attributes") = 'object'`);
  return [...new Set([...columns, ...rows.map(({ name }) => name)])].sort();
};
