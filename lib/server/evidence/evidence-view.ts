import type { EvidenceSummary } from "@/lib/contract/evidence";
import { type Database, type Sql, sql, type Transaction } from "@/lib/server/db";

type Row = Omit<
  EvidenceSummary,
  "collectedAt" | "reportedAt" | "counts" | "file" | "measurements"
> & {
  readonly collectedAt: Date;
  readonly reportedAt: Date;
  readonly counts: Record<string, number>;
  readonly payload: Partial<EvidencePayload>;
};

/** What `Evidence.payload` holds. */
export type EvidencePayload = {
  readonly file: string;
  readonly measurements: number;
  readonly details: Record<string, string | number | boolean | null>;
  readonly notes: { says: string; row?: number }[];
};

const neighbour = (comparison: Sql, order: Sql): Sql => sql`
  (SELECT o."id"::text FROM "Evidence" o
   WHERE o."programId" = e."programId" AND o."series" = e."series" AND o."id" <> e."id"
     AND (o."collectedAt", o."reportedAt", o."id") ${comparison} (e."collectedAt", e."reportedAt", e."id")
   ORDER BY o."collectedAt" ${order}, o."reportedAt" ${order}, o."id" ${order} LIMIT 1)`;

/** Holds for evidence that nothing later of its series supersedes. */
export const isCurrent: Sql = sql`NOT EXISTS (SELECT 1 FROM "Evidence" o
  WHERE o."programId" = e."programId" AND o."series" = e."series"
    AND (o."collectedAt", o."reportedAt", o."id") > (e."collectedAt", e."reportedAt", e."id"))`;

const viewOf = ({ payload, counts, ...row }: Row): EvidenceSummary & EvidencePayload => ({
  ...row,
  collectedAt: row.collectedAt.toISOString(),
  reportedAt: row.reportedAt.toISOString(),
  counts: "total" in counts ? (counts as EvidenceSummary["counts"]) : null,
  file: payload.file ?? row.digest.slice(0, 12),
  measurements: payload.measurements ?? 0,
  details: payload.details ?? {},
  notes: payload.notes ?? [],
});

/** Evidence that a condition over `e` keeps, the newest first, with what its report states besides. */
export const readEvidenceRows = async (
  db: Database | Transaction,
  condition: Sql,
  window: { readonly offset: number; readonly limit: number } = { offset: 0, limit: 200 },
): Promise<(EvidenceSummary & EvidencePayload)[]> => {
  const rows = await db.$queryRaw<Row[]>(sql`
    SELECT e."id"::text AS "id", e."kind", e."format", e."outcome", e."side"::text AS "side",
      n."key" AS "environment", e."commit", e."ref", e."runUrl", e."digest", f."size", e."collectedAt",
      e."reportedAt", e."reporterName" AS "by", e."says", e."counts", e."payload",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('level', s."level", 'key', s."key")
         ORDER BY s."level", s."key"), '[]'::jsonb) FROM "EvidenceSubject" s
       WHERE s."evidenceId" = e."id") AS "subjects",
      ${neighbour(sql`>`, sql`ASC`)} AS "supersededBy",
      ${neighbour(sql`<`, sql`DESC`)} AS "supersedes"
    FROM "Evidence" e
    JOIN "EvidenceFile" f ON f."digest" = e."digest"
    LEFT JOIN "Environment" n ON n."id" = e."environmentId"
    WHERE ${condition}
    ORDER BY e."reportedAt" DESC, e."id" DESC OFFSET ${window.offset} LIMIT ${window.limit}`);
  return rows.map(viewOf);
};

/** Without what only its own page shows. */
export const summaryOf = ({
  details: _,
  notes: __,
  ...summary
}: EvidenceSummary & EvidencePayload): EvidenceSummary => summary;
