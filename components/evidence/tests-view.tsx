"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type * as z from "zod";
import type { SideWords } from "@/components/evidence/evidence-table";
import { EvidenceTabs } from "@/components/evidence/evidence-tabs";
import { Pager } from "@/components/evidence/pager";
import { TestTable } from "@/components/evidence/test-table";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { PageHeader } from "@/components/ui/page-header";
import { SearchField } from "@/components/ui/search-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { useProgramLive } from "@/lib/client/use-program-live";
import { useSearchState } from "@/lib/client/use-search-state";
import { useSettled } from "@/lib/client/use-settled";
import type { listTests, testStates } from "@/lib/contract/tests";

const contract = () => import("@/lib/contract/tests");

type State = (typeof testStates)[number];

const limit = 100;

const words: readonly { readonly state: State; readonly label: string }[] = [
  { state: "failing", label: "Failing" },
  { state: "disputed", label: "Disputed" },
  { state: "flaky", label: "Flaky" },
  { state: "skipped", label: "Skipped" },
  { state: "passing", label: "Passing" },
  { state: "never", label: "Never ran" },
  { state: "untested", label: "Rows without a test" },
];

/** Every contract test of the inventory with what is known of it. */
export const TestsView = ({
  program,
  owners,
  initial,
}: {
  program: string;
  owners: SideWords;
  /** The first page without any filter. */
  initial: z.infer<typeof listTests.answer>;
}) => {
  useProgramLive(program);
  const search = useSearchState();
  const [text, setText] = useState(search.text("q"));
  const q = useSettled(text);
  const offset = Number(search.text("from")) || 0;
  const state = search
    .list("state")
    .filter((one): one is State => words.some((word) => word.state === one));
  const team = search.list("team");
  const side = search.text("side");
  const input = {
    program,
    state,
    team,
    ...(side === "legacy" || side === "target" ? { side: side as "legacy" | "target" } : {}),
    ...(search.text("capability") === "" ? {} : { capability: search.text("capability") }),
    ...(q === "" ? {} : { q }),
    offset,
    limit,
  };
  const isPlain = Object.keys(input).length === 5 && state.length + team.length + offset === 0;
  const { data, error, refetch } = useQuery({
    queryKey: ["program", program, "listTests", input],
    queryFn: async ({ signal }) =>
      callOperation(
        (await contract()).listTests,
        { ...input, state: input.state.join(",") },
        { signal },
      ),
    initialData: isPlain ? initial : undefined,
    placeholderData: keepPreviousData,
  });
  const shown = data ?? initial;
  const narrow = (changes: Record<string, string | string[] | null>): void =>
    search.change({ ...changes, from: null });
  return (
    <>
      <PageHeader title="Contract tests">
        Each with the rows that it covers and its last run against {owners.legacy}, the oracle, and
        against {owners.target}.
      </PageHeader>
      <EvidenceTabs program={program} />
      <div className="mb-2.5 flex flex-wrap gap-2">
        <SearchField
          label="Find a test or row"
          onChange={(value) => {
            setText(value);
            narrow({ q: value });
          }}
          value={text}
        />
        {words.map(({ state: each, label }) => (
          <Chip
            count={shown.states[each]}
            key={each}
            on={state.includes(each)}
            onClick={() =>
              narrow({
                state: state.includes(each)
                  ? state.filter((one) => one !== each)
                  : [...state, each],
              })
            }
          >
            {label}
          </Chip>
        ))}
        {(["legacy", "target"] as const).map((each) => (
          <Chip
            key={each}
            on={side === each}
            onClick={() => narrow({ side: side === each ? null : each })}
          >
            only {owners[each]}
          </Chip>
        ))}
        <FilterChip
          label="Owner"
          onChange={(chosen) => narrow({ team: chosen })}
          options={shown.teams.map((value) => ({ value, label: value }))}
          selected={team}
        />
      </div>
      {error ? (
        <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />
      ) : shown.tests.length === 0 ? (
        <div className="rounded-xl border bg-panel">
          <EmptyState title="No test fits">
            Trackers name contract tests; import one that does, or take a filter off.
          </EmptyState>
        </div>
      ) : (
        <TestTable owners={owners} program={program} tests={shown.tests} />
      )}
      <Pager
        limit={limit}
        offset={offset}
        onChange={(from) => search.change({ from: from === 0 ? null : String(from) })}
        total={shown.total}
      />
    </>
  );
};
