import { queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type { listCiHooks } from "@/lib/contract/ci";

export type CiHooksAnswer = z.infer<typeof listCiHooks.answer>;

/** Where CI services tell how pipelines went. */
export const ciHooksQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "listCiHooks"],
    queryFn: async ({ signal }): Promise<CiHooksAnswer> =>
      // The contract is fetched when something is asked, as in switch-queries.
      callOperation((await import("@/lib/contract/ci")).listCiHooks, { program }, { signal }),
  });
