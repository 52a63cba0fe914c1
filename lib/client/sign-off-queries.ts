import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type { listSignOffs } from "@/lib/contract/sign-offs";

// The contract is fetched when something is asked, as in switch-queries.
const contract = () => import("@/lib/contract/sign-offs");

export type SignOffsAnswer = z.infer<typeof listSignOffs.answer>;

/** What narrows a queue. Empty lists and texts narrow nothing. */
export type SignOffFilter = {
  readonly whose: "mine" | "all";
  readonly batch: readonly string[];
  readonly waits: readonly string[];
  readonly q: string;
  /** `batch`: rows of the batch that is due first come first. */
  readonly by: "batch" | "key";
  readonly offset: number;
};

/** The checklists that can be taken away with what was signed filled in. */
export const checklistsQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "listChecklists"],
    queryFn: async ({ signal }) =>
      callOperation(
        (await import("@/lib/contract/checklists")).listChecklists,
        { program },
        { signal },
      ),
  });

export const signOffPage = 50;

/** A page of a program's queue of signatures, those that can be signed first. */
export const signOffsQuery = (program: string, filter: SignOffFilter) =>
  queryOptions({
    queryKey: ["program", program, "listSignOffs", filter],
    queryFn: async ({ signal }): Promise<SignOffsAnswer> =>
      callOperation(
        (await contract()).listSignOffs,
        {
          program,
          whose: filter.whose,
          ...(filter.batch.length > 0 ? { batch: [...filter.batch] } : {}),
          ...(filter.waits.length > 0 ? { waits: [...filter.waits] } : {}),
          ...(filter.q === "" ? {} : { q: filter.q }),
          by: filter.by,
          offset: filter.offset,
          limit: signOffPage,
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
