import { queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type { PolicyView } from "@/lib/contract/policy";
import type { listRequests, RequestDetail } from "@/lib/contract/requests";

// The contract is fetched when something is asked, as in switch-queries.
const requests = () => import("@/lib/contract/requests");

export type RequestsAnswer = z.infer<typeof listRequests.answer>;
export type RequestsShown = "waiting" | "mine" | "ended";

/** A program's requests: waiting, the reader's own, or ended; of one environment where it is named. */
export const requestsQuery = (program: string, show: RequestsShown, environment?: string) =>
  queryOptions({
    queryKey: ["program", program, "listRequests", show, environment ?? null],
    queryFn: async ({ signal }): Promise<RequestsAnswer> =>
      callOperation(
        (await requests()).listRequests,
        { program, show, ...(environment ? { environment } : {}) },
        { signal },
      ),
  });

/** One request with what is missing. Windows and times pass without an event, so it is also read by time. */
export const requestQuery = (program: string, environment: string, number: number) =>
  queryOptions({
    queryKey: ["program", program, "readRequest", environment, number],
    queryFn: async ({ signal }): Promise<RequestDetail> =>
      callOperation((await requests()).readRequest, { program, environment, number }, { signal }),
    refetchInterval: 15_000,
  });

/** How changes are made in an environment. */
export const policyQuery = (program: string, environment: string) =>
  queryOptions({
    queryKey: ["program", program, "readPolicy", environment],
    queryFn: async ({ signal }): Promise<PolicyView> =>
      callOperation(
        (await import("@/lib/contract/policy")).readPolicy,
        { program, environment },
        { signal },
      ),
  });
