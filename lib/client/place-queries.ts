import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { callOperation } from "@/lib/client/call-operation";

/** Capabilities, families and rows whose words hold a text. */
export const placesQuery = (program: string, q: string) =>
  queryOptions({
    queryKey: ["program", program, "findPlaces", q],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const { findPlaces } = await import("@/lib/contract/blockers");
      return (await callOperation(findPlaces, { program, q }, { signal })).places;
    },
  });
