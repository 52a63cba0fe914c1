import { queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type { readSignOffRules } from "@/lib/contract/sign-off-rules";

export type SignOffRulesAnswer = z.infer<typeof readSignOffRules.answer>;

/** What signatures take in a program, and which changes make them stale. */
export const signOffRulesQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "readSignOffRules"],
    queryFn: async ({ signal }): Promise<SignOffRulesAnswer> => {
      const contract = await import("@/lib/contract/sign-off-rules");
      return callOperation(contract.readSignOffRules, { program }, { signal });
    },
  });
