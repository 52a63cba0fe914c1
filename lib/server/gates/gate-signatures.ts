import type { SignedFact } from "@/lib/domain/gate-facts";
import { sql, type Transaction } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";
import { signOffSettings } from "@/lib/server/sign-offs/signature-standing";
import { documentStandings } from "@/lib/server/sign-offs/standing-signatures";
import { namedDocuments } from "@/lib/server/sign-offs/subject-documents";

type Row = { kind: string; key: string; teams: string[]; by: string[]; isStale: boolean };

/** What was signed besides rows and not taken back, by what was recorded of it. */
const signedRows = (tx: Transaction, programId: string): Promise<Row[]> =>
  tx.$queryRaw<Row[]>(sql`
    SELECT "subjectKind" AS "kind", "subjectKey" AS "key",
           bool_or("staleAt" IS NOT NULL) AS "isStale",
           array_agg("team") FILTER (WHERE "staleAt" IS NULL) AS "teams",
           array_agg("personName" ORDER BY "at") FILTER (WHERE "staleAt" IS NULL) AS "by"
    FROM "Signature" WHERE "programId" = ${programId}::uuid
      AND "withdrawnAt" IS NULL AND "supersededById" IS NULL
      AND "subjectKind" IN ('capability', 'program-gate', 'document', 'runbook')
    GROUP BY 1, 2 ORDER BY 1, 2`);

const factOf = (
  { kind, key, isStale, by, teams }: Row,
  alsoTeams: readonly string[],
): SignedFact => {
  const lacking = alsoTeams.filter((team) => !(teams ?? []).includes(team));
  if (isStale)
    return { kind, key, state: "stale", says: `What was signed of ${key} holds no more.` };
  return lacking.length > 0
    ? {
        kind,
        key,
        state: "unsigned",
        says: `${key} lacks the signature of ${lacking.join(" and ")}.`,
      }
    : { kind, key, state: "signed", says: `${key} is signed by ${(by ?? []).join(" and ")}.` };
};

/**
 * Whether documents, runbooks, capabilities and gates of a program are signed. Every document that a gate
 * or criterion names is there, signed or not; of the others, those that somebody signed.
 */
export const signedFacts = async (
  tx: Transaction,
  program: ProgramScope,
): Promise<SignedFact[]> => {
  const rows = await signedRows(tx, program.id);
  const named = [...(await namedDocuments(tx, program.id)).values()];
  const settings = await signOffSettings(tx, program.id);
  const isDocument = ({ kind }: { kind: string }): boolean =>
    kind === "document" || kind === "runbook";
  const wasSigned = new Set(rows.filter(isDocument).map(({ kind, key }) => `${kind}:${key}`));
  const standings: SignedFact[] = [];
  for (const kind of ["document", "runbook"] as const) {
    const keys = named.filter((each) => each.kind === kind).map(({ key }) => key);
    const signed = keys.filter((key) => wasSigned.has(`${kind}:${key}`));
    const read =
      signed.length === 0
        ? new Map()
        : await documentStandings(tx, program, settings, signed, kind);
    for (const key of keys) {
      const standing = read.get(`${kind}:${key}`);
      const isStale = rows.some((row) => row.kind === kind && row.key === key && row.isStale);
      standings.push({
        kind,
        key,
        state: standing?.isSigned ? "signed" : isStale ? "stale" : "unsigned",
        says: standing?.says ?? `${key} is not signed.`,
      });
    }
  }
  const others = rows.filter((row) => !isDocument(row));
  return [...standings, ...others.map((row) => factOf(row, settings.rules.alsoTeams))];
};
