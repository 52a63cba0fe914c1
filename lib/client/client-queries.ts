import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type { listClients, listTraffic } from "@/lib/contract/clients";

// The contract is fetched when something is asked, as in switch-queries.
const clients = () => import("@/lib/contract/clients");

export type ClientsAnswer = z.infer<typeof listClients.answer>;
export type TrafficAnswer = z.infer<typeof listTraffic.answer>;
export type ClientsAsked = Partial<
  Pick<z.input<typeof listClients.input>, "state" | "search" | "limit">
>;
export type TrafficAsked = Partial<
  Pick<z.input<typeof listTraffic.input>, "minutes" | "show" | "search" | "limit">
>;

/** The instances that report. They come, speak and fall silent without an event: it is read by time. */
export const clientsQuery = (program: string, environment: string, asked: ClientsAsked = {}) =>
  queryOptions({
    queryKey: ["program", program, "listClients", environment, asked],
    queryFn: async ({ signal }): Promise<ClientsAnswer> =>
      callOperation((await clients()).listClients, { program, environment, ...asked }, { signal }),
    placeholderData: keepPreviousData,
    // A large fleet is counted less often: every look counts it whole.
    refetchInterval: ({ state: { data } }) => (data && data.total > 1_000 ? 10_000 : 3_000),
  });

/** Declared against observed owners; read by time, since counts come without an event. */
export const trafficQuery = (program: string, environment: string, asked: TrafficAsked = {}) =>
  queryOptions({
    queryKey: ["program", program, "listTraffic", environment, asked],
    queryFn: async ({ signal }): Promise<TrafficAnswer> =>
      callOperation((await clients()).listTraffic, { program, environment, ...asked }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });
