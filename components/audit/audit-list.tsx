"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type * as z from "zod";
import { AuditRow } from "@/components/audit/audit-row";
import { actionWords } from "@/components/audit/audit-words";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { SearchField } from "@/components/ui/search-field";
import { SkeletonRows } from "@/components/ui/skeleton";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { useSearchState } from "@/lib/client/use-search-state";
import { useSettled } from "@/lib/client/use-settled";
import type { listAudit } from "@/lib/contract/audit";

const contract = () => import("@/lib/contract/audit");

type Answer = z.infer<typeof listAudit.answer>;

/** The program's audit log under its filters, newest first, older ones on demand. */
export const AuditList = ({ program, first }: { program: string; first: Answer }) => {
  const search = useSearchState();
  const [typed, setTyped] = useState(search.text("q"));
  const q = useSettled(typed).trim();
  const isDenied = search.text("outcome") === "denied";
  const filter = {
    program,
    action: search.list("action"),
    ...(isDenied ? { outcome: "denied" as const } : {}),
    ...(q ? { q } : {}),
  };
  const isFiltered = isDenied || q !== "" || filter.action.length > 0;
  const {
    data,
    error,
    hasNextPage,
    fetchNextPage,
    isFetchingNextPage,
    isPlaceholderData,
    refetch,
  } = useInfiniteQuery({
    queryKey: [program, "listAudit", filter],
    queryFn: async ({ pageParam, signal }) =>
      callOperation(
        (await contract()).listAudit,
        { ...filter, ...(pageParam === null ? {} : { before: pageParam }) },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    ...(isFiltered ? {} : { initialData: { pages: [first], pageParams: [null] } }),
  });
  const events = data?.pages.flatMap((page) => page.events) ?? [];
  const actions = data?.pages[0]?.actions ?? first.actions;
  const clear = () => {
    setTyped("");
    search.change({ q: null, action: null, outcome: null });
  };
  return (
    <>
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <SearchField
          className="w-full sm:w-64"
          label="Find a name, reason, key"
          onChange={(text) => {
            setTyped(text);
            search.change({ q: text });
          }}
          value={typed}
        />
        <FilterChip
          label="Action"
          onChange={(action) => search.change({ action })}
          options={actions.map((value) => ({ value, label: actionWords(value) }))}
          selected={filter.action}
        />
        <Chip on={isDenied} onClick={() => search.change({ outcome: isDenied ? null : "denied" })}>
          Denied only
        </Chip>
        {isFiltered && (
          <Button onClick={clear} size="sm" variant="ghost">
            Clear
          </Button>
        )}
      </div>
      {error ? (
        <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />
      ) : (
        <section
          aria-label="Events"
          className={`rounded-xl border bg-panel ${isPlaceholderData ? "opacity-60" : ""}`}
        >
          {data === undefined ? (
            <SkeletonRows rows={10} />
          ) : events.length === 0 ? (
            <EmptyState
              action={isFiltered && <Button onClick={clear}>Clear the filters</Button>}
              title={isFiltered ? "No event fits" : "Nothing happened yet"}
            />
          ) : (
            <ol className="overflow-hidden rounded-xl">
              {events.map((event) => (
                <AuditRow event={event} key={event.sequence} />
              ))}
            </ol>
          )}
        </section>
      )}
      {hasNextPage && !error && (
        <div className="mt-3 flex justify-center">
          <Button busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
            Older events
          </Button>
        </div>
      )}
    </>
  );
};
