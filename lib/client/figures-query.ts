import { queryOptions } from "@tanstack/react-query";
import { callOperation } from "@/lib/client/call-operation";

/** What waits in a program, for the figures beside its pages' names; kept current by `useProgramLive`. */
export const figuresQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "readFigures"],
    queryFn: async ({ signal }) =>
      callOperation((await import("@/lib/contract/programs")).readFigures, { program }, { signal }),
  });
