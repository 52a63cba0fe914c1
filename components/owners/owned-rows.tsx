"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { OwnedRowLine } from "@/components/owners/owned-row-line";
import { Button } from "@/components/ui/button";
import { ChipChoice } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { SearchField } from "@/components/ui/search-field";
import { SkeletonRows } from "@/components/ui/skeleton";
import { HeadCell, TableFrame, TableHead } from "@/components/ui/table";
import { useRowKeys } from "@/components/ui/use-row-keys";
import { ownedRowsPage, ownedRowsQuery } from "@/lib/client/owner-queries";
import { problemOf } from "@/lib/client/problem-error";
import { useSearchState } from "@/lib/client/use-search-state";
import type { OwnedRowView, OwnersOverview } from "@/lib/contract/owners";
import { itemKinds } from "@/lib/domain/inventory";

const AssignDialog = dynamic(
  () => import("@/components/owners/assign-dialog").then((module) => module.AssignDialog),
  { ssr: false },
);

const nameOf = ({ kind, key }: OwnedRowView): string => `${kind}:${key}`;

/** Rows with their owner and why; marked ones, or all that the filter keeps, are given to a team. */
export const OwnedRows = ({
  program,
  overview,
  chosen,
  mayAssign,
  onChoose,
}: {
  program: string;
  overview: OwnersOverview;
  chosen: string | null | undefined;
  mayAssign: boolean;
  onChoose: (team: string | null | undefined) => void;
}) => {
  const search = useSearchState();
  const filter = {
    team: chosen ?? "",
    unowned: chosen === null,
    kind: search.list("kind"),
    q: search.text("q"),
    offset: Number(search.text("from")) || 0,
  };
  const { data, error, refetch } = useQuery(ownedRowsQuery(program, filter));
  const [marked, setMarked] = useState<ReadonlyMap<string, OwnedRowView>>(new Map());
  const [assigning, setAssigning] = useState<"marked" | "all" | null>(null);
  // All rows of a program are nobody's to give away by one press: a filter says which.
  const isNarrowed = chosen !== undefined || filter.kind.length > 0 || filter.q !== "";
  const rows = data?.rows ?? [];
  const total = data?.total ?? 0;
  const mark = (row: OwnedRowView): void =>
    setMarked((before) => {
      const after = new Map(before);
      if (!after.delete(nameOf(row))) after.set(nameOf(row), row);
      return after;
    });
  const { active } = useRowKeys({
    count: rows.length,
    onMark: (at) => {
      const row = rows[at];
      if (row && mayAssign) mark(row);
    },
  });
  const narrow = (changes: Record<string, string | readonly string[] | null>): void => {
    setMarked(new Map());
    search.change({ ...changes, from: null });
  };
  const move = (offset: number) => search.change({ from: offset === 0 ? null : String(offset) });
  return (
    <div>
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <ChipChoice
          label="Whose"
          onChange={(value) => onChoose(value === "nobody" ? null : undefined)}
          options={[
            { value: "all", label: "All rows" },
            { value: "nobody", label: "No owner", count: overview.unowned },
            ...(chosen ? [{ value: "team", label: `Of ${chosen.slice(0, 40)}` }] : []),
          ]}
          value={chosen === undefined ? "all" : chosen === null ? "nobody" : "team"}
        />
        <FilterChip
          label="Kind"
          onChange={(kind) => narrow({ kind })}
          options={itemKinds.map((value) => ({ value, label: value }))}
          selected={filter.kind}
        />
        <SearchField
          className="w-full sm:w-56"
          label="Find a row or a source file"
          onChange={(q) => narrow({ q })}
          value={filter.q}
        />
        <span className="text-ink-3 tabular-nums">{total.toLocaleString("en-GB")} rows</span>
        {mayAssign && (
          <span className="ml-auto flex items-center gap-2">
            {isNarrowed && (
              <Button disabled={total === 0} onClick={() => setAssigning("all")}>
                Assign all {total.toLocaleString("en-GB")}
              </Button>
            )}
            {marked.size > 0 ? (
              <Button onClick={() => setAssigning("marked")} variant="primary">
                Assign {marked.size} marked
              </Button>
            ) : (
              <span className="text-ink-3">Mark rows to give them to a team.</span>
            )}
          </span>
        )}
      </div>
      {error ? (
        <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />
      ) : data === undefined ? (
        <div className="rounded-xl border bg-panel">
          <SkeletonRows label="Reading the rows" rows={8} />
        </div>
      ) : rows.length === 0 ? (
        <div className="rounded-xl border bg-panel">
          {chosen === null && overview.unowned === 0 ? (
            <EmptyState title="Every row has an owner">
              Rows that no source, rule or file gives to anybody would be listed here.
            </EmptyState>
          ) : (
            <EmptyState title="No row fits">Take a filter away to see more.</EmptyState>
          )}
        </div>
      ) : (
        <>
          <TableFrame fill label="Rows with their owners" rowCount={total}>
            <TableHead>
              <tr>
                <HeadCell className="w-40" pin>
                  Row
                </HeadCell>
                <HeadCell className="w-[22rem]">What</HeadCell>
                <HeadCell className="w-44">Owner</HeadCell>
                <HeadCell className="w-72">Why</HeadCell>
                <HeadCell className="w-64">Source file</HeadCell>
              </tr>
            </TableHead>
            <tbody>
              {rows.map((row, at) => (
                <OwnedRowLine
                  isActive={at === active}
                  isMarked={marked.has(nameOf(row))}
                  key={nameOf(row)}
                  onMark={mayAssign ? () => mark(row) : null}
                  program={program}
                  row={row}
                />
              ))}
            </tbody>
          </TableFrame>
          {total > ownedRowsPage && (
            <nav aria-label="Pages" className="mt-2.5 flex items-center gap-2">
              <Button
                disabled={filter.offset === 0}
                onClick={() => move(Math.max(0, filter.offset - ownedRowsPage))}
              >
                Earlier
              </Button>
              <Button
                disabled={filter.offset + ownedRowsPage >= total}
                onClick={() => move(filter.offset + ownedRowsPage)}
              >
                Further
              </Button>
              <span className="text-ink-3 tabular-nums">
                {filter.offset + 1} to {Math.min(total, filter.offset + ownedRowsPage)} of {total}
              </span>
            </nav>
          )}
        </>
      )}
      {assigning && data && (
        <AssignDialog
          count={assigning === "marked" ? marked.size : total}
          filter={assigning === "marked" ? null : filter}
          inventoryVersion={data.inventoryVersion}
          onClose={(isDone) => {
            setAssigning(null);
            if (isDone) setMarked(new Map());
          }}
          program={program}
          rows={[...marked.values()]}
          teams={overview.known.teams}
        />
      )}
    </div>
  );
};
