import type * as z from "zod";
import type { listItems } from "@/lib/contract/items";

/** What narrows the inventory besides the kind, as it stands in the address. */
export const listFilters = [
  "team",
  "verification",
  "family",
  "capability",
  "wave",
  "phase",
  "batch",
  "finding",
] as const;
type ListFilter = (typeof listFilters)[number];

export type InventoryFilter = { readonly [name in ListFilter]?: string[] } & {
  readonly kind?: string[];
  readonly q?: string;
  readonly sort?: z.infer<typeof listItems.input>["sort"];
  readonly descending?: boolean;
};

const sorts = ["key", "title", "family", "team", "verification"] as const;

/** Reads a filter from the address, by a reader of its parameters; what it does not know is left out. */
export const readInventoryFilter = (
  read: (name: string) => string | null | undefined,
): InventoryFilter => {
  const list = (name: string): string[] => (read(name) ?? "").split(",").filter(Boolean);
  const some = Object.fromEntries(
    ["kind", ...listFilters].flatMap((name) => {
      const values = list(name);
      return values.length > 0 ? [[name, values]] : [];
    }),
  );
  const q = read("q")?.trim();
  const sort = sorts.find((name) => name === read("sort"));
  return {
    ...some,
    ...(q ? { q } : {}),
    ...(sort ? { sort } : {}),
    ...(read("descending") === "true" ? { descending: true } : {}),
  };
};

/** Rows of one request. */
export const windowSize = 200;

/** What a request sends for a window of rows under a filter. */
export const windowInput = (program: string, filter: InventoryFilter, window: number) => ({
  program,
  ...filter,
  descending: filter.descending ? "true" : undefined,
  offset: window * windowSize,
  limit: windowSize,
});
