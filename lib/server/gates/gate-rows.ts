import type { BlockedPlace } from "@/lib/domain/blocker-reach";
import type { CountedRun, GateSide, SignatureStanding } from "@/lib/domain/gate-facts";
import type { ItemKind, VerificationState } from "@/lib/domain/inventory";
import { sql, type Transaction } from "@/lib/server/db";

export type ItemRow = {
  kind: ItemKind;
  key: string;
  title: string;
  verification: VerificationState;
  wave: string | null;
  workstream: string | null;
  method: string | null;
  host: string | null;
  pattern: string | null;
  switchName: string | null;
  isSwitchable: boolean;
  capability: string | null;
  family: string | null;
  team: string | null;
  signature: SignatureStanding;
};

const itemRows = (tx: Transaction, programId: string): Promise<ItemRow[]> =>
  tx.$queryRaw<ItemRow[]>(sql`
    SELECT i."kind", i."key", i."title", i."verification", i."wave",
           coalesce(i."attributes"->>'workstream', i."wave") AS "workstream",
           i."method", i."host", i."pattern", i."switchName", i."isSwitchable",
           c."key" AS "capability", f."key" AS "family", t."key" AS "team",
           coalesce(s."standing", 'none') AS "signature"
    FROM "Item" i
    LEFT JOIN "Capability" c ON c."id" = i."capabilityId"
    LEFT JOIN "Family" f ON f."id" = i."familyId"
    LEFT JOIN "Team" t ON t."id" = i."teamId"
    LEFT JOIN (
      SELECT "subjectKind", "subjectKey",
             CASE WHEN bool_or("staleAt" IS NOT NULL) THEN 'stale' ELSE 'stands' END AS "standing"
      FROM "Signature" WHERE "programId" = ${programId}::uuid
        AND "withdrawnAt" IS NULL AND "supersededById" IS NULL
      GROUP BY 1, 2
    ) s ON s."subjectKind" = i."kind" AND s."subjectKey" = i."key"
    WHERE i."programId" = ${programId}::uuid
    ORDER BY i."kind", i."key"`);

export type TestRow = { key: string; role: string; kind: ItemKind; item: string };

const testRows = (tx: Transaction, programId: string): Promise<TestRow[]> =>
  tx.$queryRaw<TestRow[]>(sql`
    SELECT t."key", t."role", i."kind", i."key" AS "item"
    FROM "ContractTest" t JOIN "Item" i ON i."id" = t."itemId"
    WHERE i."programId" = ${programId}::uuid ORDER BY i."kind", i."key", t."position"`);

export type BuildRow = {
  environment: string;
  side: GateSide;
  commit: string;
  label: string | null;
  ancestors: string[];
  at: Date;
};

const buildRows = (tx: Transaction, programId: string): Promise<BuildRow[]> =>
  tx.$queryRaw<BuildRow[]>(sql`
    SELECT e."key" AS "environment", d."side"::text AS "side", d."commit", d."label", d."ancestors", d."at"
    FROM "Deployment" d JOIN "Environment" e ON e."id" = d."environmentId"
    WHERE e."programId" = ${programId}::uuid AND d."endedAt" IS NULL ORDER BY d."at", d."id"`);

export type RunRow = {
  testKey: string;
  side: GateSide;
  commit: string;
  outcome: CountedRun["outcome"];
  at: Date;
  evidence: string;
  reports: CountedRun["reports"] | null;
};

/** Runs of the commits that count, and of no other. */
export const runRows = (
  tx: Transaction,
  programId: string,
  commits: Readonly<Record<GateSide, readonly string[]>>,
): Promise<RunRow[]> =>
  tx.$queryRaw<RunRow[]>(sql`
    SELECT "testKey", "side"::text AS "side", "commit", "outcome", "at", "evidenceId"::text AS "evidence",
           CASE WHEN "outcome" = 'disputed' THEN "reports" END AS "reports"
    FROM "TestRun" WHERE "programId" = ${programId}::uuid AND (
      ("side" = 'target' AND "commit" = ANY(${[...commits.target]}::text[])) OR
      ("side" = 'legacy' AND "commit" = ANY(${[...commits.legacy]}::text[])))`);

export type StandingRow = { testKey: string; side: GateSide; commit: string; at: Date };

const standingRows = (tx: Transaction, programId: string): Promise<StandingRow[]> =>
  tx.$queryRaw<StandingRow[]>(sql`
    SELECT "testKey", "side"::text AS "side", "lastRunCommit" AS "commit", "lastRunAt" AS "at"
    FROM "TestStanding" WHERE "programId" = ${programId}::uuid`);

export type EvidenceRow = {
  id: string;
  kind: string;
  outcome: "pass" | "fail" | "inconclusive";
  side: GateSide | null;
  environment: string | null;
  commit: string | null;
  at: Date;
  says: string;
  by: string;
  payload: unknown;
  subjects: BlockedPlace[] | null;
};

/** Evidence besides tests and measurements, of each series the newest. */
const evidenceRows = (tx: Transaction, programId: string): Promise<EvidenceRow[]> =>
  tx.$queryRaw<EvidenceRow[]>(sql`
    SELECT v."id"::text AS "id", v."kind", v."outcome", v."side"::text AS "side",
           e."key" AS "environment", v."commit", v."collectedAt" AS "at", v."says",
           v."reporterName" AS "by", v."payload",
           (SELECT jsonb_agg(jsonb_build_object('level', s."level", 'key', s."key"))
            FROM "EvidenceSubject" s WHERE s."evidenceId" = v."id") AS "subjects"
    FROM (
      SELECT DISTINCT ON ("series") * FROM "Evidence"
      WHERE "programId" = ${programId}::uuid AND "kind" NOT IN ('test', 'measurement')
      ORDER BY "series", "collectedAt" DESC, "reportedAt" DESC
    ) v LEFT JOIN "Environment" e ON e."id" = v."environmentId"`);

export type CouplingRow = { queue: string; role: string; kind: ItemKind; item: string };

const couplingRows = (tx: Transaction, programId: string): Promise<CouplingRow[]> =>
  tx.$queryRaw<CouplingRow[]>(sql`
    SELECT q."key" AS "queue", c."role", i."kind", i."key" AS "item"
    FROM "QueueCoupling" c
    JOIN "Item" q ON q."id" = c."queueId" JOIN "Item" i ON i."id" = c."itemId"
    WHERE c."programId" = ${programId}::uuid ORDER BY 1, 2, 3, 4`);

export type BlockerRow = {
  number: number;
  text: string;
  owner: string | null;
  since: Date;
  holds: unknown;
};

const blockerRows = (tx: Transaction, programId: string): Promise<BlockerRow[]> =>
  tx.$queryRaw<BlockerRow[]>(sql`
    SELECT "number", "text", "owner", "since", "holds" FROM "Blocker"
    WHERE "programId" = ${programId}::uuid AND "resolvedAt" IS NULL ORDER BY "number"`);

export type WaiverRow = {
  id: string;
  environment: string;
  gate: string;
  capability: string;
  by: string;
  reason: string;
  owner: string;
  until: Date;
};

/** Waivers that were agreed to and whose time has not passed. */
const waiverRows = (tx: Transaction, programId: string, now: Date): Promise<WaiverRow[]> =>
  tx.$queryRaw<WaiverRow[]>(sql`
    SELECT w."id"::text AS "id", e."key" AS "environment", w."gate", w."capability", w."reason",
           w."owner", w."until",
           CASE WHEN w."decidedByName" IS NULL OR w."decidedByName" = w."askedByName"
                THEN w."askedByName" ELSE w."askedByName" || ' and ' || w."decidedByName" END AS "by"
    FROM "Waiver" w JOIN "Environment" e ON e."id" = w."environmentId"
    WHERE w."programId" = ${programId}::uuid AND w."state" = 'active' AND w."until" > ${now}
    ORDER BY w."until" DESC`);

export type DecisionRow = {
  key: string;
  title: string;
  status: string;
  owner: string | null;
  decidedAt: Date | null;
};

const decisionRows = (tx: Transaction, programId: string): Promise<DecisionRow[]> =>
  tx.$queryRaw<DecisionRow[]>(sql`
    SELECT "key", "title", "status", "owner", "decidedAt" FROM "Decision"
    WHERE "programId" = ${programId}::uuid ORDER BY "position"`);

export type MoveRow = {
  environment: string;
  kind: "route" | "worker";
  name: string;
  someSince: Date | null;
  allSince: Date | null;
};

/**
 * When each route and worker last left legacy, and last came wholly to the target, as the history of
 * switches tells it. Moves are in the program's words.
 */
export const moveRows = (
  tx: Transaction,
  environmentIds: readonly string[],
  owners: Readonly<Record<GateSide, string>>,
): Promise<MoveRow[]> => {
  const { legacy, target } = owners;
  const stamped = (words: string): string => `${words}, or as stamped`;
  const none = [legacy, stamped(legacy), "off", `${target} for nobody yet`];
  const all = [target, stamped(target)];
  return tx.$queryRaw<MoveRow[]>(sql`
    SELECT e."key" AS "environment", m."kind", m."name",
           max(m."at") FILTER (WHERE m."from" = ANY(${none}::text[])) AS "someSince",
           max(m."at") FILTER (WHERE m."to" = ANY(${all}::text[])) AS "allSince"
    FROM (
      SELECT c."environmentId", c."createdAt" AS "at", 'route' AS "kind", r->>'route' AS "name",
             r->>'from' AS "from", r->>'to' AS "to"
      FROM "SwitchChange" c CROSS JOIN LATERAL jsonb_array_elements(c."effect"->'routeMoves') r
      WHERE c."environmentId" = ANY(${[...environmentIds]}::uuid[])
      UNION ALL
      SELECT c."environmentId", c."createdAt", 'worker', w->>'worker', w->>'from', w->>'to'
      FROM "SwitchChange" c CROSS JOIN LATERAL jsonb_array_elements(c."effect"->'workerMoves') w
      WHERE c."environmentId" = ANY(${[...environmentIds]}::uuid[])
    ) m JOIN "Environment" e ON e."id" = m."environmentId"
    GROUP BY 1, 2, 3`);
};

/** The rows of a program that its gates are read from, whatever the number of its capabilities. */
export const gateRows = async (tx: Transaction, programId: string, now: Date) => ({
  items: await itemRows(tx, programId),
  tests: await testRows(tx, programId),
  builds: await buildRows(tx, programId),
  standings: await standingRows(tx, programId),
  evidence: await evidenceRows(tx, programId),
  couplings: await couplingRows(tx, programId),
  blockers: await blockerRows(tx, programId),
  waivers: await waiverRows(tx, programId, now),
  decisions: await decisionRows(tx, programId),
});
export type GateRows = Awaited<ReturnType<typeof gateRows>>;
