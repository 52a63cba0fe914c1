import { queryOptions } from "@tanstack/react-query";
import { callOperation } from "@/lib/client/call-operation";

/** How many notices the reader has not read. Read again with what happens in the program whose page is open, and by time. */
export const unreadQuery = (program: string | null) =>
  queryOptions({
    queryKey: program === null ? ["notices", "unread"] : ["program", program, "countNotices"],
    queryFn: async ({ signal }): Promise<number> =>
      (await callOperation((await import("@/lib/contract/notices")).countNotices, {}, { signal }))
        .unread,
    refetchInterval: 60_000,
  });
