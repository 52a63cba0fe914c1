import type { SignOffRules } from "@/lib/domain/four-eyes";
import { editedHere } from "@/lib/domain/merge-item";
import {
  anchorsIn,
  decisionIn,
  rollbackNoteIn,
  type Shown,
  type ShownRun,
  signedValues,
} from "@/lib/domain/sign-off-shown";
import { stepsFrom } from "@/lib/domain/sign-off-step";
import { sql, type Transaction } from "@/lib/server/db";
import { decisionStates } from "@/lib/server/registers/decision-states";
import type { ProgramScope } from "@/lib/server/scope";
import { authorshipOf } from "@/lib/server/sign-offs/authorship";
import {
  digestOf,
  rulesDigest,
  type SignOffSubject,
  type SubjectName,
} from "@/lib/server/sign-offs/sign-off-subjects";

type Run = {
  outcome: string;
  commit: string;
  at: string;
  evidence: string;
};

type Row = {
  id: string;
  kind: string;
  key: string;
  title: string;
  method: string | null;
  path: string | null;
  host: string | null;
  sourcePath: string | null;
  switchName: string | null;
  switchId: string | null;
  family: string | null;
  capability: string | null;
  team: string | null;
  wave: string | null;
  verification: Shown["state"];
  attributes: Record<string, string>;
  batches: { key: string; dueAt: string | null }[];
  tests: { key: string; role: string; legacy: Run | null; target: Run | null }[];
};

/**
 * Rows by their ids. Written so that each is found by its id and each run by its test: without statistics,
 * which the embedded database does not gather, everything of a program looks like a row or two to the
 * planner, and would be read anew for every row.
 */
const readRows = (tx: Transaction, programId: string, ids: readonly string[]): Promise<Row[]> =>
  tx.$queryRaw<Row[]>(sql`
    SELECT i."id", i."kind", i."key", i."title", i."method", i."path", i."host", i."sourcePath",
           i."switchName", i."switchId", f."key" AS "family", c."key" AS "capability",
           t."key" AS "team", i."wave", i."verification", i."attributes",
           COALESCE((SELECT jsonb_agg(jsonb_build_object('key', b."key", 'dueAt', b."dueAt")
             ORDER BY b."key") FROM "BatchItem" bi JOIN "Batch" b ON b."id" = bi."batchId"
             WHERE bi."itemId" = i."id"), '[]') AS "batches",
           COALESCE((SELECT jsonb_agg(jsonb_build_object('key', ct."key", 'role', ct."role",
               'legacy', CASE WHEN l."testKey" IS NULL THEN NULL ELSE jsonb_build_object(
                 'outcome', l."lastOutcome", 'commit', l."lastRunCommit", 'at', l."lastRunAt",
                 'evidence', l."lastEvidenceId") END,
               'target', CASE WHEN g."testKey" IS NULL THEN NULL ELSE jsonb_build_object(
                 'outcome', g."lastOutcome", 'commit', g."lastRunCommit", 'at', g."lastRunAt",
                 'evidence', g."lastEvidenceId") END)
             ORDER BY ct."position", ct."key")
             FROM "ContractTest" ct
             LEFT JOIN LATERAL (SELECT * FROM "TestStanding" s WHERE s."programId" = i."programId"
               AND s."testKey" = ct."key" AND s."side"::text = 'legacy' LIMIT 1) l ON true
             LEFT JOIN LATERAL (SELECT * FROM "TestStanding" s WHERE s."programId" = i."programId"
               AND s."testKey" = ct."key" AND s."side"::text = 'target' LIMIT 1) g ON true
             WHERE ct."itemId" = i."id"), '[]') AS "tests"
    FROM "Item" i
    LEFT JOIN "Family" f ON f."id" = i."familyId"
    LEFT JOIN "Capability" c ON c."id" = i."capabilityId"
    LEFT JOIN "Team" t ON t."id" = i."teamId"
    WHERE i."programId"::text = ${programId} AND i."id" = ANY(${ids}::uuid[])
    ORDER BY i."kind", i."key"`);

/** By row: what its sources say against each other. What a file says against somebody's word here is settled: that counts. */
const contradictionsBy = async (
  tx: Transaction,
  programId: string,
): Promise<ReadonlyMap<string, string[]>> => {
  const findings = await tx.finding.findMany({
    where: { programId, code: "contradiction" },
    select: { says: true, items: true, origins: true },
    orderBy: { says: "asc" },
  });
  const by = new Map<string, string[]>();
  for (const { says, items, origins } of findings) {
    if ((origins as { file?: string }[]).some(({ file }) => file === editedHere)) continue;
    for (const key of items as string[]) by.set(key, [...(by.get(key) ?? []), says]);
  }
  return by;
};

const shownRun = (run: Run | null): ShownRun | null =>
  run && {
    outcome: run.outcome,
    commit: run.commit,
    at: new Date(run.at).toISOString(),
    evidence: run.evidence,
  };

/** By decision: the people who approved it when it was last decided here. */
const approversOf = async (
  tx: Transaction,
  programId: string,
  decisions: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  if (decisions.length === 0) return new Map();
  const found = await tx.$queryRaw<{ decision: string; people: string[] }[]>(sql`
    SELECT d."key" AS "decision", array_agg(a."personId"::text) AS "people"
    FROM "Decision" d
    JOIN "DecisionApproval" a ON a."decisionId" = d."id" AND a."isApproval"
      AND a."version" = (SELECT max(o."version") FROM "DecisionApproval" o WHERE o."decisionId" = d."id")
    WHERE d."programId" = ${programId}::uuid AND d."key" = ANY(${decisions}::text[])
    GROUP BY d."key"`);
  return new Map(found.map(({ decision, people }) => [decision, people]));
};

/** The state that a signature takes a row to; `null` from the end of the ladder. */
const nextOf = (row: Row): string | null => {
  const steps = stepsFrom(row.verification as Parameters<typeof stepsFrom>[0]);
  const wanted = decisionIn(row.attributes) ? "retired-approved" : "verified";
  return (steps.find(({ to }) => to === wanted) ?? steps[0])?.to ?? null;
};

/** The ids of rows by kind and key; what there is no row of is left out. */
export const idsOfRows = async (
  tx: Transaction,
  programId: string,
  rows: readonly SubjectName[],
): Promise<string[]> => {
  const found = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT i."id"::text AS "id" FROM "Item" i
    JOIN unnest(${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ key }) => key)}::text[])
      wanted("kind", "key") ON wanted."kind" = i."kind" AND wanted."key" = i."key"
    WHERE i."programId" = ${programId}::uuid`);
  return found.map(({ id }) => id);
};

/** Rows by their ids, as they are shown and signed now; in the order of kind and key. */
export const itemSubjects = async (
  tx: Transaction,
  program: ProgramScope,
  rules: SignOffRules,
  ids: readonly string[],
): Promise<SignOffSubject[]> => {
  const rows = await readRows(tx, program.id, ids);
  const contradictions = await contradictionsBy(tx, program.id);
  const decisions = await decisionStates(tx, program.id);
  const signOff = rulesDigest(rules);
  const targetRuns = (row: Row): Run[] => row.tests.flatMap(({ target }) => target ?? []);
  const authorship = await authorshipOf(tx, program.id, rows.flatMap(targetRuns));
  const retiring = rows.flatMap(({ attributes }) => decisionIn(attributes) ?? []);
  const approvers = await approversOf(tx, program.id, [...new Set(retiring)]);
  return rows.map((row) => {
    const decision = decisionIn(row.attributes);
    const { kind, key, title, team, attributes } = row;
    const { method, path, host, sourcePath, switchName, switchId, family, capability } = row;
    const shown: Shown = {
      program: program.key,
      kind,
      key,
      title,
      state: row.verification,
      to: nextOf(row),
      team,
      values: signedValues(
        { title, method, path, host, sourcePath, switchName, switchId, family, capability },
        attributes,
      ),
      anchors: anchorsIn(attributes),
      rollbackNote: rollbackNoteIn(attributes),
      retirement:
        decision === null
          ? null
          : {
              decision,
              state: decisions[decision]?.state ?? "not in the register",
            },
      tests: row.tests.map((test) => ({
        key: test.key,
        role: test.role,
        legacy: shownRun(test.legacy),
        target: shownRun(test.target),
      })),
      contradictions: contradictions.get(key) ?? [],
      rules: { signOff },
    };
    return {
      row: { ...row, alsoTeams: [] },
      shown,
      digest: digestOf(shown),
      ...authorship(targetRuns(row)),
      decidedBy: decision === null ? [] : (approvers.get(decision) ?? []),
    };
  });
};
