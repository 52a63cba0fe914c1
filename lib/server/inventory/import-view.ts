import type { ImportSummary, ImportView } from "@/lib/contract/imports";

type ImportRow = {
  readonly id: string;
  readonly status: ImportView["status"];
  readonly createdAt: Date;
  readonly appliedAt: Date | null;
  readonly createdByName: string;
  readonly sources: unknown;
  readonly summary: unknown;
};

/** A stored import as it leaves the server; the uploaded files stay. */
export const importView = (row: ImportRow): ImportView => ({
  id: row.id,
  status: row.status,
  createdAt: row.createdAt.toISOString(),
  appliedAt: row.appliedAt?.toISOString() ?? null,
  by: row.createdByName,
  sources: row.sources as ImportView["sources"],
  summary: row.summary as ImportSummary,
});
