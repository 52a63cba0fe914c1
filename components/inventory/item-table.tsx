"use client";
import { useRouter } from "next/navigation";
import { useCallback, useRef } from "react";
import type { InventoryFilter } from "@/components/inventory/inventory-filter";
import { ItemRow } from "@/components/inventory/item-row";
import { useFetchedItem, useItemAt } from "@/components/inventory/use-items";
import { HeadCell, TableFrame, TableHead } from "@/components/ui/table";
import { useRowKeys } from "@/components/ui/use-row-keys";
import { VirtualRows } from "@/components/ui/virtual-rows";
import { itemAddress } from "@/lib/client/program-address";

const columns = [
  { key: "key", title: "Key", width: "w-28 sm:w-40" },
  { key: "title", title: "What", width: "w-[26rem]" },
  { key: "family", title: "Family", width: "w-36" },
  { key: null, title: "Capability", width: "w-36" },
  { key: null, title: "Wave", width: "w-20" },
  { key: "team", title: "Team", width: "w-44" },
  { key: "verification", title: "Verification", width: "w-52" },
] as const;

/** The rows of the inventory, any number of them: those in sight are drawn, and fetched as they come into it. */
export const ItemTable = ({
  program,
  filter,
  total,
  showsKind,
  onSort,
}: {
  program: string;
  filter: InventoryFilter;
  total: number;
  /** Rows of several kinds are shown. */
  showsKind: boolean;
  onSort: (sort: NonNullable<InventoryFilter["sort"]>) => void;
}) => {
  const router = useRouter();
  const fetched = useFetchedItem(program, filter);
  const frame = useRef<HTMLElement>(null);
  const heightOf = useCallback(() => 34, []);
  const keyOf = useCallback((index: number) => String(index), []);
  const open = (index: number) => {
    const item = fetched(index);
    if (item) router.push(itemAddress(program, item.kind, item.key));
  };
  const { active } = useRowKeys({ count: total, onOpen: open });
  const sort = filter.sort ?? "key";
  return (
    <TableFrame fill frameRef={frame} label="Inventory" rowCount={total}>
      <TableHead>
        <tr>
          {columns.map(({ key, title, width }, at) => (
            <HeadCell
              className={width}
              key={title}
              onSort={key === null ? undefined : () => onSort(key)}
              pin={at === 0}
              sorted={sort !== key ? "none" : filter.descending ? "descending" : "ascending"}
            >
              {title}
            </HeadCell>
          ))}
        </tr>
      </TableHead>
      <VirtualRows
        columns={columns.length}
        count={total}
        frameRef={frame}
        heightOf={heightOf}
        keyOf={keyOf}
        scrollTo={active}
      >
        {(index) => (
          <FetchedRow
            active={index === active}
            filter={filter}
            index={index}
            program={program}
            showsKind={showsKind}
          />
        )}
      </VirtualRows>
    </TableFrame>
  );
};

const FetchedRow = ({
  program,
  filter,
  index,
  active,
  showsKind,
}: {
  program: string;
  filter: InventoryFilter;
  index: number;
  active: boolean;
  showsKind: boolean;
}) => (
  <ItemRow
    active={active}
    columns={columns.length}
    item={useItemAt(program, filter, index)}
    program={program}
    showsKind={showsKind}
  />
);
