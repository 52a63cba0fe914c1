"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type EvidenceDetail, EvidenceFacts } from "@/components/evidence/evidence-facts";
import type { SideWords } from "@/components/evidence/evidence-table";
import { MeasuredValues } from "@/components/evidence/measured-values";
import { Pager } from "@/components/evidence/pager";
import { ResultTable } from "@/components/evidence/result-table";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { SearchField } from "@/components/ui/search-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { useProgramLive } from "@/lib/client/use-program-live";
import { useSettled } from "@/lib/client/use-settled";
import { testOutcomes } from "@/lib/domain/test-report";

const contract = () => import("@/lib/contract/evidence");

const limit = 100;

/** One piece of evidence with its results, a page at a time. */
export const EvidenceDetailView = ({
  program,
  owners,
  initial,
}: {
  program: string;
  owners: SideWords;
  initial: EvidenceDetail;
}) => {
  useProgramLive(program);
  const [outcome, setOutcome] = useState<string[]>([]);
  const [isUnmatched, setUnmatched] = useState(false);
  const [text, setText] = useState("");
  const [offset, setOffset] = useState(0);
  const q = useSettled(text);
  const input = {
    program,
    evidence: initial.evidence.id,
    outcome,
    ...(isUnmatched ? { joined: "unmatched" as const } : {}),
    ...(q === "" ? {} : { q }),
    offset,
    limit,
  };
  const isPlain = outcome.length + offset === 0 && !isUnmatched && q === "";
  const { data, error, refetch } = useQuery({
    queryKey: ["program", program, "readEvidence", input],
    queryFn: async ({ signal }) =>
      callOperation((await contract()).readEvidence, input, { signal }),
    initialData: isPlain ? initial : undefined,
    placeholderData: keepPreviousData,
  });
  const { evidence, measured, total, results } = data ?? initial;
  const counts = evidence.counts;
  return (
    <div className="flex flex-col gap-3.5">
      <EvidenceFacts evidence={evidence} owners={owners} program={program} />
      {measured.length > 0 && <MeasuredValues measured={measured} owners={owners} />}
      {counts && (
        <section aria-label="Its tests">
          <div className="mb-2.5 flex flex-wrap gap-2">
            <SearchField
              label="Find a test"
              onChange={(value) => {
                setText(value);
                setOffset(0);
              }}
              value={text}
            />
            <FilterChip
              label="Outcome"
              onChange={(chosen) => {
                setOutcome(chosen);
                setOffset(0);
              }}
              options={testOutcomes.map((value) => ({ value, label: value, count: counts[value] }))}
              selected={outcome}
            />
            <Chip
              on={isUnmatched}
              onClick={() => {
                setUnmatched(!isUnmatched);
                setOffset(0);
              }}
            >
              Unmatched
            </Chip>
          </div>
          {error ? (
            <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />
          ) : results.length === 0 ? (
            <div className="rounded-xl border bg-panel">
              <EmptyState title="No result fits these filters">Take one of them off.</EmptyState>
            </div>
          ) : (
            <ResultTable results={results} />
          )}
          <Pager limit={limit} offset={offset} onChange={setOffset} total={total} />
        </section>
      )}
    </div>
  );
};
