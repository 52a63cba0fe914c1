import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import { readProgram } from "@/lib/contract/programs";
import { listChanges, readDelivery, readSwitches } from "@/lib/contract/switches";

export type SwitchesAnswer = z.infer<typeof readSwitches.answer>;
export type ChangesAnswer = z.infer<typeof listChanges.answer>;

/** A program with its environments, forces and counts; kept current by `useProgramLive`. */
export const programQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, readProgram.id],
    queryFn: ({ signal }) => callOperation(readProgram, { program }, { signal }),
  });

/** Every rule of an environment and what it decides. */
export const switchesQuery = (program: string, environment: string) =>
  queryOptions({
    queryKey: ["program", program, readSwitches.id, environment],
    queryFn: ({ signal }) => callOperation(readSwitches, { program, environment }, { signal }),
  });

/** How far the current version went. Clients come and go without an event, so it is also read by time. */
export const deliveryQuery = (program: string, environment: string) =>
  queryOptions({
    queryKey: ["program", program, readDelivery.id, environment],
    queryFn: ({ signal }) => callOperation(readDelivery, { program, environment }, { signal }),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && data.sentTo < data.of ? 1_000 : 10_000,
  });

/** Accepted changes, newest first, a page at a time. */
export const changesQuery = (program: string, environment: string) =>
  infiniteQueryOptions({
    queryKey: ["program", program, listChanges.id, environment],
    queryFn: ({ signal, pageParam }) =>
      callOperation(
        listChanges,
        { program, environment, limit: 20, ...(pageParam === null ? {} : { before: pageParam }) },
        { signal },
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
