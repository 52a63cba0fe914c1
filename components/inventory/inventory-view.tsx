"use client";
import { useState } from "react";
import {
  type InventoryFilter,
  listFilters,
  readInventoryFilter,
} from "@/components/inventory/inventory-filter";
import { ItemTable } from "@/components/inventory/item-table";
import { type ItemsAnswer, useItems } from "@/components/inventory/use-items";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { FilterChip } from "@/components/ui/filter-chip";
import { SearchField } from "@/components/ui/search-field";
import { SkeletonRows } from "@/components/ui/skeleton";
import { problemOf } from "@/lib/client/problem-error";
import { useSearchState } from "@/lib/client/use-search-state";
import { useSettled } from "@/lib/client/use-settled";
import { findingWords } from "@/lib/domain/finding-words";
import { verificationWords } from "@/lib/domain/inventory-words";

/** Filters that have no list of values here: they come with a link, and are taken off here. */
const linkedFilters = ["family", "capability", "wave", "phase", "batch", "finding"] as const;

const findingLabel = (code: string): string =>
  code === "unmatched"
    ? "unmatched path"
    : code === "unowned"
      ? "no team"
      : findingWords(code).title;

/** The inventory under its filters, which live in the address. */
export const InventoryView = ({
  program,
  first,
}: {
  program: string;
  first: { filter: InventoryFilter; answer: ItemsAnswer };
}) => {
  const search = useSearchState();
  const [typed, setTyped] = useState(search.text("q"));
  const settled = useSettled(typed);
  const filter = readInventoryFilter((name) => (name === "q" ? settled : search.text(name)));
  const { data, error, isPlaceholderData, refetch } = useItems(program, filter, first);
  const isFiltered = listFilters.some((name) => filter[name]) || filter.q !== undefined;
  const clear = () => {
    setTyped("");
    search.change({ q: null, ...Object.fromEntries(listFilters.map((name) => [name, null])) });
  };
  const toggle = (value: string) => {
    const chosen = search.list("finding");
    search.change({
      finding: chosen.includes(value)
        ? chosen.filter((each) => each !== value)
        : [...chosen, value],
    });
  };
  return (
    <>
      <div className="mb-2.5 flex flex-wrap items-center gap-2">
        <SearchField
          className="w-full sm:w-64"
          label="Find a key, path, test"
          onChange={(q) => {
            setTyped(q);
            search.change({ q });
          }}
          value={typed}
        />
        <FilterChip
          label="Verification"
          onChange={(verification) => search.change({ verification })}
          options={(data?.verifications ?? []).map(({ value, count }) => ({
            value,
            count,
            label: verificationWords(value),
          }))}
          selected={search.list("verification")}
        />
        <FilterChip
          label="Team"
          onChange={(team) => search.change({ team })}
          options={(data?.teams ?? []).map(({ value, count }) => ({ value, count, label: value }))}
          selected={search.list("team")}
        />
        <Chip on={search.list("finding").includes("unowned")} onClick={() => toggle("unowned")}>
          No team
        </Chip>
        <Chip on={search.list("finding").includes("unmatched")} onClick={() => toggle("unmatched")}>
          Unmatched path
        </Chip>
        {linkedFilters.flatMap((name) =>
          (filter[name] ?? [])
            .filter((value) => name !== "finding" || !["unowned", "unmatched"].includes(value))
            .map((value) => (
              <Chip
                key={`${name} ${value}`}
                on
                onClick={() =>
                  search.change({ [name]: (filter[name] ?? []).filter((each) => each !== value) })
                }
              >
                {name === "finding" ? findingLabel(value) : `${name}: ${value}`}
                <span aria-hidden="true">×</span>
                <span className="sr-only">, take off</span>
              </Chip>
            )),
        )}
        {isFiltered && (
          <Button onClick={clear} size="sm" variant="ghost">
            Clear
          </Button>
        )}
        <span aria-live="polite" className="ml-auto text-ink-2">
          {data && `${data.total.toLocaleString("en-GB")} ${data.total === 1 ? "row" : "rows"}`}
        </span>
      </div>
      {error ? (
        <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />
      ) : data === undefined ? (
        <div className="rounded-xl border bg-panel">
          <SkeletonRows rows={12} />
        </div>
      ) : data.total === 0 ? (
        <div className="rounded-xl border bg-panel">
          <EmptyState
            action={<Button onClick={clear}>Clear the filters</Button>}
            title="No row fits"
          >
            {filter.q ? `Nothing has “${filter.q}” in its key, path, title, switch or test.` : null}
          </EmptyState>
        </div>
      ) : (
        <div className={isPlaceholderData ? "opacity-60 transition-opacity" : undefined}>
          <ItemTable
            filter={data.filter}
            key={JSON.stringify(data.filter)}
            onSort={(sort) =>
              search.change({
                sort: sort === "key" ? null : sort,
                descending: (filter.sort ?? "key") === sort && !filter.descending ? "true" : null,
              })
            }
            program={program}
            showsKind={data.filter.kind?.length !== 1}
            total={data.total}
          />
        </div>
      )}
    </>
  );
};
