import { queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type { listBlockers, readBlocker } from "@/lib/contract/blockers";

// The contract is fetched when something is asked, as in switch-queries.
const contract = () => import("@/lib/contract/blockers");

export type BlockersAnswer = z.infer<typeof listBlockers.answer>;
export type BlockerAnswer = z.infer<typeof readBlocker.answer>;
export type BlockersShown = "open" | "resolved";

/** A program's blockers, open ones by how many rows they hold. */
export const blockersQuery = (program: string, state: BlockersShown) =>
  queryOptions({
    queryKey: ["program", program, "listBlockers", state],
    queryFn: async ({ signal }): Promise<BlockersAnswer> =>
      callOperation((await contract()).listBlockers, { program, state }, { signal }),
  });

/** One blocker with the rows that it holds and what was done with it. */
export const blockerQuery = (program: string, number: number) =>
  queryOptions({
    queryKey: ["program", program, "readBlocker", number],
    queryFn: async ({ signal }): Promise<BlockerAnswer> =>
      callOperation((await contract()).readBlocker, { program, number }, { signal }),
  });
