"use client";
import { useQuery } from "@tanstack/react-query";
import { FindingGroup } from "@/components/inventory/finding-group";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { SkeletonRows } from "@/components/ui/skeleton";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { useSearchState } from "@/lib/client/use-search-state";
import { findingWords } from "@/lib/domain/finding-words";

const contract = () => import("@/lib/contract/items");

/** What the sources leave open, grouped by what it asks for. */
export const FindingsView = ({ program }: { program: string }) => {
  const search = useSearchState();
  const code = search.list("code");
  const input = { program, code, limit: 500 };
  const { data, error, refetch } = useQuery({
    queryKey: [program, "listFindings", input],
    queryFn: async ({ signal }) =>
      callOperation((await contract()).listFindings, input, { signal }),
  });
  if (error) return <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />;
  if (data === undefined) {
    return (
      <div className="rounded-xl border bg-panel">
        <SkeletonRows rows={8} />
      </div>
    );
  }
  if (data.codes.length === 0) {
    return (
      <div className="rounded-xl border bg-panel">
        <EmptyState title="Nothing is open">
          The sources say everything that Signalbox needs, and do not contradict each other.
        </EmptyState>
      </div>
    );
  }
  const groups = data.codes.flatMap(({ value, count }) => {
    const findings = data.findings.filter((finding) => finding.code === value);
    return findings.length > 0 ? [{ value, count, findings }] : [];
  });
  return (
    <>
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <FilterChip
          label="Sort of finding"
          onChange={(chosen) => search.change({ code: chosen })}
          options={data.codes.map(({ value, count }) => ({
            value,
            count,
            label: findingWords(value).title,
          }))}
          selected={code}
        />
        {code.length > 0 && (
          <Button onClick={() => search.change({ code: null })} size="sm" variant="ghost">
            Clear
          </Button>
        )}
        {data.findings.length < data.total && (
          <span className="text-ink-2">
            The first {data.findings.length.toLocaleString("en-GB")} of{" "}
            {data.total.toLocaleString("en-GB")}
          </span>
        )}
      </div>
      <div className="flex flex-col gap-3">
        {groups.map(({ value, count, findings }) => (
          <FindingGroup
            code={value}
            count={count}
            findings={findings}
            key={value}
            program={program}
          />
        ))}
      </div>
    </>
  );
};
