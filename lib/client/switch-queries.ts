import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type { listChanges, readSwitches } from "@/lib/contract/switches";

// Contracts are fetched when something is asked: their schemas weigh more than the rest of a page.
const programs = () => import("@/lib/contract/programs");
const switches = () => import("@/lib/contract/switches");

export type SwitchesAnswer = z.infer<typeof readSwitches.answer>;
export type ChangesAnswer = z.infer<typeof listChanges.answer>;

/** A program with its environments, forces and counts; kept current by `useProgramLive`. */
export const programQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "readProgram"],
    queryFn: async ({ signal }) =>
      callOperation((await programs()).readProgram, { program }, { signal }),
  });

/** Every rule of an environment and what it decides. */
export const switchesQuery = (program: string, environment: string) =>
  queryOptions({
    queryKey: ["program", program, "readSwitches", environment],
    queryFn: async ({ signal }) =>
      callOperation((await switches()).readSwitches, { program, environment }, { signal }),
  });

type Going = Pick<SwitchesAnswer["delivery"], "state" | "heard" | "sentTo" | "of">;

/** Somebody who reports or is connected has not got the version yet. */
const isUnderWay = (delivery: Going | undefined): boolean =>
  delivery !== undefined &&
  (delivery.sentTo < delivery.of ||
    delivery.state === "propagating" ||
    (delivery.state === "accepted" && delivery.heard > 0));

/** How far the current version went. Clients come and go without an event, so it is also read by time. */
export const deliveryQuery = (program: string, environment: string) =>
  queryOptions({
    queryKey: ["program", program, "readDelivery", environment],
    queryFn: async ({ signal }) =>
      callOperation((await switches()).readDelivery, { program, environment }, { signal }),
    refetchInterval: ({ state: { data } }) => (isUnderWay(data) ? 1_000 : 10_000),
  });

/** Accepted changes, newest first, a page at a time. */
export const changesQuery = (program: string, environment: string) =>
  infiniteQueryOptions({
    queryKey: ["program", program, "listChanges", environment],
    queryFn: async ({ signal, pageParam }) =>
      callOperation(
        (await switches()).listChanges,
        { program, environment, limit: 20, ...(pageParam === null ? {} : { before: pageParam }) },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });

/** The newest changes alone, for whoever decides on a version while others make new ones. */
export const newestChangesQuery = (program: string, environment: string) =>
  queryOptions({
    queryKey: ["program", program, "listChanges", environment, "newest"],
    queryFn: async ({ signal }) =>
      callOperation(
        (await switches()).listChanges,
        { program, environment, limit: 10 },
        { signal },
      ),
  });
