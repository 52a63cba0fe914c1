import { queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type { listHooks, listReviews } from "@/lib/contract/emergencies";

// The contract is fetched when something is asked, as in switch-queries.
const emergencies = () => import("@/lib/contract/emergencies");

export type ReviewsAnswer = z.infer<typeof listReviews.answer>;
export type HooksAnswer = z.infer<typeof listHooks.answer>;

/** The reviews that an environment's emergencies owe. They come due without an event, so it is also read by time. */
export const reviewsQuery = (program: string, environment: string) =>
  queryOptions({
    queryKey: ["program", program, "listReviews", environment],
    queryFn: async ({ signal }): Promise<ReviewsAnswer> =>
      callOperation((await emergencies()).listReviews, { program, environment }, { signal }),
    refetchInterval: 60_000,
  });

/** The monitors that may force in an environment. */
export const hooksQuery = (program: string, environment: string) =>
  queryOptions({
    queryKey: ["program", program, "listHooks", environment],
    queryFn: async ({ signal }): Promise<HooksAnswer> =>
      callOperation((await emergencies()).listHooks, { program, environment }, { signal }),
  });
