"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { BlockerRow } from "@/components/blockers/blocker-row";
import { filterBlockers, ownersOf } from "@/components/blockers/filter-blockers";
import { Button } from "@/components/ui/button";
import { Chip, ChipChoice } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { PageHeader } from "@/components/ui/page-header";
import { SearchField } from "@/components/ui/search-field";
import { SkeletonRows } from "@/components/ui/skeleton";
import { type BlockersAnswer, blockersQuery } from "@/lib/client/blocker-queries";
import { problemOf } from "@/lib/client/problem-error";
import { useSearchState } from "@/lib/client/use-search-state";
import type { BlockerView } from "@/lib/contract/blockers";

const BlockerDialog = dynamic(
  () => import("@/components/blockers/blocker-dialog").then((module) => module.BlockerDialog),
  { ssr: false },
);
const ResolveDialog = dynamic(
  () => import("@/components/blockers/resolve-dialog").then((module) => module.ResolveDialog),
  { ssr: false },
);

/** The register of what stands in the way: open ones first, by how many rows each holds. */
export const BlockersView = ({
  program,
  initial,
  mayWrite,
}: {
  program: string;
  /** The open ones. */
  initial: BlockersAnswer;
  mayWrite: boolean;
}) => {
  const search = useSearchState();
  const state = search.text("state") === "resolved" ? "resolved" : "open";
  const { data, error, refetch } = useQuery({
    ...blockersQuery(program, state),
    ...(state === "open" ? { initialData: initial } : {}),
  });
  const [isAdding, setAdding] = useState(false);
  const [resolving, setResolving] = useState<BlockerView | null>(null);
  const counts = data?.counts ?? initial.counts;
  const all = data?.blockers ?? [];
  const source = search.text("source");
  const filter = {
    text: search.text("q"),
    owners: search.list("owner"),
    source: source === "ci" || source === "person" ? source : "",
  } as const;
  const shown = filterBlockers(all, filter);
  const held = data?.held ?? initial.held;
  const add = mayWrite && (
    <Button icon="plus" onClick={() => setAdding(true)} variant="primary">
      Add a blocker
    </Button>
  );
  return (
    <>
      <PageHeader actions={counts.open + counts.resolved > 0 && add} title="Blockers">
        {counts.open === 0
          ? "Nothing stands in the way of a flip."
          : `They hold ${held.rows.toLocaleString("en-GB")} of ${held.of.toLocaleString("en-GB")} rows: in protected environments those are not flipped.`}
      </PageHeader>
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <ChipChoice
          label="Which blockers"
          onChange={(value) => search.change({ state: value === "open" ? null : value })}
          options={[
            { value: "open", label: "Open", count: counts.open },
            { value: "resolved", label: "Resolved", count: counts.resolved },
          ]}
          value={state}
        />
        <SearchField
          className="w-full sm:w-56"
          label="Find words or what is held"
          onChange={(q) => search.change({ q })}
          value={filter.text}
        />
        <FilterChip
          label="Owner"
          onChange={(owner) => search.change({ owner })}
          options={ownersOf(all)}
          selected={filter.owners}
        />
        <Chip
          on={source === "ci"}
          onClick={() => search.change({ source: source === "ci" ? null : "ci" })}
        >
          From CI
        </Chip>
      </div>
      {error ? (
        <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />
      ) : data === undefined ? (
        <SkeletonRows label="Reading blockers" rows={4} />
      ) : shown.length > 0 ? (
        <ol className="rounded-xl border bg-panel">
          {shown.map((blocker) => (
            <BlockerRow
              blocker={blocker}
              key={blocker.number}
              onResolve={
                mayWrite && blocker.resolved === null ? () => setResolving(blocker) : undefined
              }
              program={program}
            />
          ))}
        </ol>
      ) : (
        <div className="rounded-xl border bg-panel">
          {all.length > 0 ? (
            <EmptyState
              action={
                <Button onClick={() => search.change({ q: null, owner: null, source: null })}>
                  Clear the filters
                </Button>
              }
              title="No blocker fits"
            />
          ) : state === "resolved" ? (
            <EmptyState title="None was resolved yet">Resolved blockers stay here.</EmptyState>
          ) : (
            <EmptyState action={counts.resolved === 0 && add} title="Nothing is blocked">
              A missing tool, a failing pipeline, an open question: what holds rows stands here with
              whose it is. CI opens and closes its own; see Settings.
            </EmptyState>
          )}
        </div>
      )}
      {isAdding && <BlockerDialog onClose={() => setAdding(false)} program={program} />}
      {resolving && (
        <ResolveDialog blocker={resolving} onClose={() => setResolving(null)} program={program} />
      )}
    </>
  );
};
