import type { Metadata } from "next";
import Link from "next/link";
import { ImportChanges, ImportCreates } from "@/components/imports/import-changes";
import { ImportCounts, RouteCounts } from "@/components/imports/import-counts";
import { ImportDecision } from "@/components/imports/import-decision";
import { ImportFindings } from "@/components/imports/import-findings";
import { ImportSources } from "@/components/imports/import-sources";
import { ImportStatus } from "@/components/imports/import-status";
import { PageHeader } from "@/components/ui/page-header";
import { programAddress } from "@/lib/client/program-address";
import { readForPage } from "@/lib/server/http";
import { readImport } from "@/lib/server/queries/read-import";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Import" };

export default async function ImportPage({
  params,
}: {
  params: Promise<{ program: string; import: string }>;
}) {
  const { program: key, import: id } = await params;
  const program = await readForPage(readProgram, { program: key });
  const view = await readForPage(readImport, { program: key, import: id });
  const { summary, sources } = view;
  const isApplied = view.status === "applied";
  const rowsOf = (filter: "family" | "wave") =>
    isApplied
      ? (name: string) => programAddress(key, "inventory", { kind: "route", [filter]: name })
      : undefined;
  return (
    <>
      <PageHeader
        title={
          <span className="inline-flex flex-wrap items-center gap-2">
            Import of {sources.length === 1 ? sources[0]?.file : `${sources.length} files`}
            <ImportStatus status={view.status} />
          </span>
        }
      >
        <Link className="hover:underline" href={programAddress(key, "imports")}>
          All imports
        </Link>
      </PageHeader>
      <ImportDecision
        mayImport={program.may.includes("inventory:import")}
        program={key}
        view={view}
      />
      <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-3.5">
          <ImportCounts isApplied={isApplied} program={key} summary={summary} />
          <ImportFindings summary={summary} />
          <ImportChanges summary={summary} />
          <ImportSources sources={sources} />
          <ImportCreates summary={summary} />
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          <RouteCounts
            counts={summary.routesByFamily}
            rowsOf={rowsOf("family")}
            title="Routes by family"
          />
          <RouteCounts
            counts={summary.routesByWave}
            rowsOf={rowsOf("wave")}
            title="Routes by wave"
          />
        </div>
      </div>
    </>
  );
}
