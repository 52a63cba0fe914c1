"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import type * as z from "zod";
import { EvidenceTabs } from "@/components/evidence/evidence-tabs";
import { MappingList } from "@/components/evidence/mapping-list";
import { Pager } from "@/components/evidence/pager";
import { UnmatchedTable } from "@/components/evidence/unmatched-table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { SearchField } from "@/components/ui/search-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { useProgramLive } from "@/lib/client/use-program-live";
import { useSettled } from "@/lib/client/use-settled";
import type {
  listUnmatchedTests,
  UnmatchedView as Test,
  TestPatternInput,
} from "@/lib/contract/tests";

const contract = () => import("@/lib/contract/tests");

const MapTestDialog = dynamic(
  () => import("@/components/evidence/map-test-dialog").then((module) => module.MapTestDialog),
  { ssr: false },
);
const PatternDialog = dynamic(
  () => import("@/components/evidence/pattern-dialog").then((module) => module.PatternDialog),
  { ssr: false },
);

const limit = 100;

/** Reported tests that are no contract test as far as anybody has said. */
export const UnmatchedView = ({
  program,
  mayMap,
  patterns,
  initial,
}: {
  program: string;
  mayMap: boolean;
  patterns: readonly TestPatternInput[];
  /** The first page without a search. */
  initial: z.infer<typeof listUnmatchedTests.answer>;
}) => {
  useProgramLive(program);
  const [text, setText] = useState("");
  const [offset, setOffset] = useState(0);
  const [mapped, setMapped] = useState<Test | null>(null);
  const [isEditing, setEditing] = useState(false);
  const q = useSettled(text);
  const input = { program, ...(q === "" ? {} : { q }), offset, limit };
  const { data, error, refetch } = useQuery({
    queryKey: ["program", program, "listUnmatchedTests", input],
    queryFn: async ({ signal }) =>
      callOperation((await contract()).listUnmatchedTests, input, { signal }),
    initialData: q === "" && offset === 0 ? initial : undefined,
    placeholderData: keepPreviousData,
  });
  const { total, tests, mappings } = data ?? initial;
  return (
    <>
      <PageHeader
        actions={
          mayMap && (
            <Button onClick={() => setEditing(true)}>
              {patterns.length === 0 ? "Patterns" : `Patterns (${patterns.length})`}
            </Button>
          )
        }
        title="Unmatched tests"
      >
        Reported tests in which no contract test of the inventory stands. Mapping one counts from
        its last report on, for ever.
      </PageHeader>
      <EvidenceTabs program={program} />
      <div className="mb-2.5 flex flex-wrap gap-2">
        <SearchField
          label="Find a test"
          onChange={(value) => {
            setText(value);
            setOffset(0);
          }}
          value={text}
        />
      </div>
      <div className="flex flex-col gap-3.5">
        {error ? (
          <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />
        ) : tests.length === 0 ? (
          <div className="rounded-xl border bg-panel">
            <EmptyState title={q === "" ? "Every reported test is matched" : "No such test"}>
              {q === ""
                ? "Or nothing was reported yet."
                : "It is matched already, or was never reported."}
            </EmptyState>
          </div>
        ) : (
          <div>
            <UnmatchedTable mayMap={mayMap} onMap={setMapped} tests={tests} />
            <Pager limit={limit} offset={offset} onChange={setOffset} total={total} />
          </div>
        )}
        {mappings.length > 0 && <MappingList mappings={mappings} />}
      </div>
      {mapped && <MapTestDialog onClose={() => setMapped(null)} program={program} test={mapped} />}
      {isEditing && (
        <PatternDialog onClose={() => setEditing(false)} program={program} stored={patterns} />
      )}
    </>
  );
};
