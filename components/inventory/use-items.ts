"use client";
import { keepPreviousData, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import type * as z from "zod";
import {
  type InventoryFilter,
  windowInput,
  windowSize,
} from "@/components/inventory/inventory-filter";
import { callOperation } from "@/lib/client/call-operation";
import type { ItemSummary, listItems } from "@/lib/contract/items";

const contract = () => import("@/lib/contract/items");

export type ItemsAnswer = z.infer<typeof listItems.answer>;

const itemsOptions = (program: string, filter: InventoryFilter, window: number) => {
  const input = windowInput(program, filter, window);
  return queryOptions({
    queryKey: [program, "listItems", input],
    queryFn: async ({ signal }) => ({
      ...(await callOperation((await contract()).listItems, input, { signal })),
      filter,
    }),
  });
};

/**
 * The first rows under a filter, with all its counts; the rows before stay while the next come, and `filter`
 * says whose they are.
 */
export const useItems = (
  program: string,
  filter: InventoryFilter,
  first: { filter: InventoryFilter; answer: ItemsAnswer },
) => {
  const isFirst = JSON.stringify(first.filter) === JSON.stringify(filter);
  return useQuery({
    ...itemsOptions(program, filter, 0),
    ...(isFirst ? { initialData: { ...first.answer, filter } } : {}),
    placeholderData: keepPreviousData,
  });
};

/** One row of many: its window is fetched when the row comes into sight. */
export const useItemAt = (program: string, filter: InventoryFilter, index: number) => {
  const { data } = useQuery(itemsOptions(program, filter, Math.floor(index / windowSize)));
  return data?.items[index % windowSize];
};

/** Reads a row that has come into sight before. */
export const useFetchedItem = (program: string, filter: InventoryFilter) => {
  const client = useQueryClient();
  return (index: number): ItemSummary | undefined =>
    client.getQueryData(itemsOptions(program, filter, Math.floor(index / windowSize)).queryKey)
      ?.items[index % windowSize];
};
