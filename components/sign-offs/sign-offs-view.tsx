"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { BatchProgress } from "@/components/sign-offs/batch-progress";
import { QueueActions } from "@/components/sign-offs/queue-actions";
import { QueuePages } from "@/components/sign-offs/queue-pages";
import { SignOffEvidence } from "@/components/sign-offs/sign-off-evidence";
import { SignOffLine } from "@/components/sign-offs/sign-off-line";
import { isReady, waitsWords } from "@/components/sign-offs/sign-off-words";
import { SignOffsTabs } from "@/components/sign-offs/sign-offs-tabs";
import { ChipChoice } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { PageHeader } from "@/components/ui/page-header";
import { SearchField } from "@/components/ui/search-field";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useRowKeys } from "@/components/ui/use-row-keys";
import { problemOf } from "@/lib/client/problem-error";
import { type SignOffsAnswer, signOffsQuery } from "@/lib/client/sign-off-queries";
import { useSearchState } from "@/lib/client/use-search-state";
import type { SignOffRow } from "@/lib/contract/sign-offs";

const SignDialog = dynamic(() =>
  import("@/components/sign-offs/sign-dialog").then((module) => module.SignDialog),
);
const ReturnDialog = dynamic(() =>
  import("@/components/sign-offs/return-dialog").then((module) => module.ReturnDialog),
);

const nameOf = ({ kind, key }: SignOffRow): string => `${kind} ${key}`;

/** The queue of signatures: rows with their evidence beside them, signed one by one or marked together. */
export const SignOffsView = ({
  program,
  owners,
  initial,
  maySign,
  mayExportSignatures,
}: {
  program: string;
  owners: { legacy: string; target: string };
  /** The first page of everybody's rows. */
  initial: SignOffsAnswer;
  maySign: boolean;
  mayExportSignatures: boolean;
}) => {
  const search = useSearchState();
  const filter = {
    whose: search.text("whose") === "mine" ? "mine" : "all",
    batch: search.list("batch"),
    waits: search.list("waits"),
    q: search.text("q"),
    offset: Number(search.text("from")) || 0,
  } as const;
  const isPlain =
    filter.whose === "all" &&
    filter.batch.length + filter.waits.length + filter.q.length + filter.offset === 0;
  const { data, error, refetch } = useQuery({
    ...signOffsQuery(program, filter),
    ...(isPlain ? { initialData: initial } : {}),
  });
  const [marked, setMarked] = useState<ReadonlyMap<string, SignOffRow>>(new Map());
  const [signing, setSigning] = useState<readonly SignOffRow[] | null>(null);
  const [returning, setReturning] = useState<SignOffRow | null>(null);
  const rows = data?.rows ?? [];
  const mark = (row: SignOffRow, isMarked: boolean): void =>
    setMarked((before) => {
      const after = new Map(before);
      if (isMarked && isReady(row)) after.set(nameOf(row), row);
      else after.delete(nameOf(row));
      return after;
    });
  const { active, setActive } = useRowKeys({
    count: rows.length,
    onMark: (at) => {
      const row = rows[at];
      if (row) mark(row, !marked.has(nameOf(row)));
    },
    onOpen: (at) => {
      const row = rows[at];
      if (row && isReady(row) && maySign) setSigning([row]);
    },
  });
  const shown = rows[active] ?? rows[0];
  const ready = rows.filter(isReady);
  const total = data?.total ?? 0;
  const narrow = (changes: Record<string, string | readonly string[] | null>): void => {
    setMarked(new Map());
    setActive(-1);
    search.change({ ...changes, from: null });
  };
  return (
    <>
      <PageHeader
        actions={
          <QueueActions
            marked={marked.size}
            mayExportSignatures={mayExportSignatures}
            onSign={
              maySign ? () => setSigning(marked.size > 0 ? [...marked.values()] : ready) : null
            }
            program={program}
            ready={ready.length}
          />
        }
        title="Sign-offs"
      >
        Who vouches for what. A signature is bound to the evidence that is shown, and goes stale
        when that changes.
      </PageHeader>
      <SignOffsTabs program={program} />
      <BatchProgress
        batches={data?.batches ?? initial.batches}
        chosen={filter.batch}
        onChoose={(batch) => narrow({ batch })}
      />
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <ChipChoice
          label="Whose"
          onChange={(value) => narrow({ whose: value === "all" ? null : value })}
          options={[
            { value: "all", label: "Everybody's" },
            { value: "mine", label: "My teams'" },
          ]}
          value={filter.whose}
        />
        <FilterChip
          label="Waits"
          onChange={(waits) => narrow({ waits })}
          options={Object.entries(waitsWords).map(([value, label]) => ({ value, label }))}
          selected={[...filter.waits]}
        />
        <SearchField
          className="w-full sm:w-56"
          label="Find a row"
          onChange={(q) => narrow({ q })}
          value={filter.q}
        />
        <span className="text-ink-3">
          {total.toLocaleString("en-GB")} rows · j k move, x marks, Enter signs
        </span>
      </div>
      {error ? (
        <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />
      ) : data === undefined ? (
        <SkeletonRows label="Reading the queue" rows={8} />
      ) : rows.length === 0 ? (
        <div className="rounded-xl border bg-panel">
          <EmptyState title="Nothing waits here">
            Rows come with the inventory; each waits here until somebody of its team signs it.
          </EmptyState>
        </div>
      ) : (
        <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_24rem]">
          <div>
            <ol className="rounded-xl border bg-panel">
              {rows.map((row, at) => (
                <SignOffLine
                  isActive={row === shown}
                  isMarked={marked.has(nameOf(row))}
                  key={nameOf(row)}
                  onActivate={() => setActive(at)}
                  onMark={(isMarked) => mark(row, isMarked)}
                  row={row}
                />
              ))}
            </ol>
            <QueuePages
              offset={filter.offset}
              onMove={(from) => search.change({ from: from === 0 ? null : String(from) })}
              total={total}
            />
          </div>
          {shown && (
            <div className="rail:sticky rail:top-16">
              <SignOffEvidence
                maySign={maySign}
                onReturn={() => setReturning(shown)}
                onSign={() => setSigning([shown])}
                owners={owners}
                program={program}
                row={shown}
              />
            </div>
          )}
        </div>
      )}
      {signing && (
        <SignDialog
          onClose={() => {
            setSigning(null);
            setMarked(new Map());
          }}
          program={program}
          rows={signing}
        />
      )}
      {returning && (
        <ReturnDialog onClose={() => setReturning(null)} program={program} row={returning} />
      )}
    </>
  );
};
