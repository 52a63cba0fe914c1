import { queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type { listWorkers, WorkerView } from "@/lib/contract/workers";

// The contract is fetched when something is asked, as in switch-queries.
const workers = () => import("@/lib/contract/workers");

export type WorkersAnswer = z.infer<typeof listWorkers.answer>;

const isWaiting = ({ step }: WorkerView): boolean => step === "draining" || step === "drained";

/**
 * Who runs each worker, and where its handoff is. Leases run out and supervisors report without an event, so it
 * is also read by time: every second while something waits.
 */
export const workersQuery = (program: string, environment: string) =>
  queryOptions({
    queryKey: ["program", program, "listWorkers", environment],
    queryFn: async ({ signal }): Promise<WorkersAnswer> =>
      callOperation((await workers()).listWorkers, { program, environment }, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.workers.some(isWaiting) ? 1_000 : 5_000),
  });
