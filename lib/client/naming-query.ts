import { queryOptions } from "@tanstack/react-query";
import { callOperation } from "@/lib/client/call-operation";
import type { NamingView } from "@/lib/contract/naming";

/** How the program's own gateways and settings call its switches. */
export const namingQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "readNaming"],
    queryFn: async ({ signal }): Promise<NamingView> =>
      callOperation((await import("@/lib/contract/naming")).readNaming, { program }, { signal }),
  });
