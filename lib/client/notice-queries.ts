import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type {
  listDeliveries,
  listEndpoints,
  listNotices,
  MailingView,
} from "@/lib/contract/notices";

// The contract is fetched when something is asked, as in switch-queries.
const notices = () => import("@/lib/contract/notices");

export type NoticesAnswer = z.infer<typeof listNotices.answer>;
export type EndpointsAnswer = z.infer<typeof listEndpoints.answer>;
type DeliveriesAnswer = z.infer<typeof listDeliveries.answer>;

/** The reader's notices a page at a time, the newest first; of one program, or those not read yet. */
export const noticesQuery = (shown: { unread: boolean; program: string }) =>
  infiniteQueryOptions({
    queryKey: ["notices", "list", shown.unread, shown.program],
    queryFn: async ({ signal, pageParam }): Promise<NoticesAnswer> =>
      callOperation(
        (await notices()).listNotices,
        {
          ...(shown.unread ? { unread: "true" } : {}),
          ...(shown.program === "" ? {} : { program: shown.program }),
          ...(pageParam === null ? {} : { before: pageParam }),
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: 30_000,
  });

/** How mail reaches the reader. */
export const mailingQuery = () =>
  queryOptions({
    queryKey: ["notices", "mailing"],
    queryFn: async ({ signal }): Promise<MailingView> =>
      callOperation((await notices()).readMailing, {}, { signal }),
  });

/** Where the program's notices are sent; what waits there changes by itself. */
export const endpointsQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "listEndpoints"],
    queryFn: async ({ signal }): Promise<EndpointsAnswer> =>
      callOperation((await notices()).listEndpoints, { program }, { signal }),
    refetchInterval: 15_000,
  });

/** What was sent to an endpoint and what waits; attempts come without an event. */
export const deliveriesQuery = (program: string, endpoint: string) =>
  queryOptions({
    queryKey: ["program", program, "listDeliveries", endpoint],
    queryFn: async ({ signal }): Promise<DeliveriesAnswer> =>
      callOperation((await notices()).listDeliveries, { program, endpoint }, { signal }),
    refetchInterval: 3_000,
  });
