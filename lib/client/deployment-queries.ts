import { queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type { EvidenceRulesView, listDeployments } from "@/lib/contract/deployments";

// The contract is fetched when something is asked, as in switch-queries.
const contract = () => import("@/lib/contract/deployments");

export type DeploymentsAnswer = z.infer<typeof listDeployments.answer>;
export type EvidenceRulesAnswer = z.infer<typeof EvidenceRulesView>;

/** What runs in an environment and what ran before. */
export const deploymentsQuery = (program: string, environment: string) =>
  queryOptions({
    queryKey: ["program", program, "listDeployments", environment],
    queryFn: async ({ signal }): Promise<DeploymentsAnswer> =>
      callOperation((await contract()).listDeployments, { program, environment }, { signal }),
  });

/** Which evidence counts besides that of the very build. */
export const evidenceRulesQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "readEvidenceRules"],
    queryFn: async ({ signal }): Promise<EvidenceRulesAnswer> =>
      callOperation((await contract()).readEvidenceRules, { program }, { signal }),
  });
