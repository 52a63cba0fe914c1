"use client";
import { FindingsView } from "@/components/inventory/findings-view";
import type { InventoryFilter } from "@/components/inventory/inventory-filter";
import { InventoryView } from "@/components/inventory/inventory-view";
import type { ItemsAnswer } from "@/components/inventory/use-items";
import { Tabs } from "@/components/ui/tabs";
import { useSearchState } from "@/lib/client/use-search-state";
import { kindWord } from "@/lib/domain/inventory-words";

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The inventory by kind, and what its sources leave open; which tab is open stands in the address. */
export const InventoryTabs = ({
  program,
  kinds,
  findings,
  first,
}: {
  program: string;
  /** How many items of each kind there are. */
  kinds: readonly { value: string; count: number }[];
  findings: number;
  first: { filter: InventoryFilter; answer: ItemsAnswer };
}) => {
  const search = useSearchState();
  const chosen = search.list("kind");
  const tab =
    search.text("tab") === "findings"
      ? "findings"
      : chosen.length === 1
        ? (chosen[0] ?? "all")
        : "all";
  const rows = <InventoryView first={first} program={program} />;
  return (
    <Tabs
      label="Kinds"
      onChange={(value) =>
        search.change(
          value === "findings"
            ? { tab: value, kind: null, finding: null }
            : { tab: null, code: null, kind: value === "all" ? null : value },
        )
      }
      tabs={[
        {
          value: "all",
          label: "All",
          count: kinds.reduce((sum, { count }) => sum + count, 0),
          content: rows,
        },
        ...kinds.map(({ value, count }) => ({
          value,
          label: capitalised(kindWord(value, 2)),
          count,
          content: rows,
        })),
        {
          value: "findings",
          label: "Findings",
          count: findings,
          content: <FindingsView program={program} />,
        },
      ]}
      value={tab}
    />
  );
};
