"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import type * as z from "zod";
import { EvidenceTable, type SideWords } from "@/components/evidence/evidence-table";
import { EvidenceTabs } from "@/components/evidence/evidence-tabs";
import { Pager } from "@/components/evidence/pager";
import { ReportHint } from "@/components/evidence/report-hint";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { PageHeader } from "@/components/ui/page-header";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { useProgramLive } from "@/lib/client/use-program-live";
import { useSearchState } from "@/lib/client/use-search-state";
import type { listEvidence } from "@/lib/contract/evidence";
import { evidenceOutcomes } from "@/lib/domain/test-report";

const contract = () => import("@/lib/contract/evidence");

const UploadDialog = dynamic(
  () => import("@/components/evidence/upload-dialog").then((module) => module.UploadDialog),
  { ssr: false },
);

const limit = 50;

/** What was reported, the newest first. */
export const EvidenceView = ({
  program,
  owners,
  environments,
  mayReport,
  initial,
}: {
  program: string;
  owners: SideWords;
  environments: readonly { key: string; name: string }[];
  mayReport: boolean;
  /** The first page without any filter. */
  initial: z.infer<typeof listEvidence.answer>;
}) => {
  useProgramLive(program);
  const [isUploading, setUploading] = useState(false);
  const search = useSearchState();
  const side = search.text("side");
  const offset = Number(search.text("from")) || 0;
  const input = {
    program,
    kind: search.list("kind"),
    outcome: search.list("outcome"),
    ...(side === "legacy" || side === "target" ? { side: side as "legacy" | "target" } : {}),
    current: search.text("superseded") === "" ? "true" : "false",
    offset,
    limit,
  };
  const isPlain =
    input.kind.length + input.outcome.length + offset === 0 &&
    side === "" &&
    input.current === "true";
  const { data, error, refetch } = useQuery({
    queryKey: ["program", program, "listEvidence", input],
    queryFn: async ({ signal }) =>
      callOperation((await contract()).listEvidence, input, { signal }),
    initialData: isPlain ? initial : undefined,
    placeholderData: keepPreviousData,
  });
  const shown = data ?? initial;
  const narrow = (changes: Record<string, string | string[] | null>): void =>
    search.change({ ...changes, from: null });
  return (
    <>
      <PageHeader
        actions={
          mayReport && (
            <Button icon="upload" onClick={() => setUploading(true)}>
              Upload reports
            </Button>
          )
        }
        title="Evidence"
      >
        What tests and measurements found out, with the file that says so. Nothing of it is ever
        changed; what is reported later supersedes it.
      </PageHeader>
      <EvidenceTabs program={program} />
      {initial.kinds.length === 0 && shown.kinds.length === 0 ? (
        <ReportHint program={program} target={owners.target} />
      ) : (
        <>
          <div className="mb-2.5 flex flex-wrap gap-2">
            <FilterChip
              label="Kind"
              onChange={(kind) => narrow({ kind })}
              options={shown.kinds.map(({ value, count }) => ({ value, label: value, count }))}
              selected={input.kind}
            />
            <FilterChip
              label="Outcome"
              onChange={(outcome) => narrow({ outcome })}
              options={evidenceOutcomes.map((value) => ({ value, label: value }))}
              selected={input.outcome}
            />
            {(["legacy", "target"] as const).map((each) => (
              <Chip
                key={each}
                on={side === each}
                onClick={() => narrow({ side: side === each ? null : each })}
              >
                {owners[each]}
              </Chip>
            ))}
            <Chip
              on={input.current === "false"}
              onClick={() => narrow({ superseded: input.current === "true" ? "shown" : null })}
            >
              Superseded too
            </Chip>
          </div>
          {error ? (
            <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />
          ) : shown.evidence.length === 0 ? (
            <div className="rounded-xl border bg-panel">
              <EmptyState title="Nothing fits these filters">Take one of them off.</EmptyState>
            </div>
          ) : (
            <EvidenceTable evidence={shown.evidence} owners={owners} program={program} />
          )}
          <Pager
            limit={limit}
            offset={offset}
            onChange={(from) => search.change({ from: from === 0 ? null : String(from) })}
            total={shown.total}
          />
        </>
      )}
      {isUploading && (
        <UploadDialog
          environments={environments}
          onClose={() => setUploading(false)}
          owners={owners}
          program={program}
        />
      )}
    </>
  );
};
