import { queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { callOperation } from "@/lib/client/call-operation";
import type { readOwnership } from "@/lib/contract/ownership";
import type { planCoupledSet } from "@/lib/contract/workers";

// The contracts are fetched when something is asked, as in switch-queries.
const workers = () => import("@/lib/contract/workers");
const ownership = () => import("@/lib/contract/ownership");

export type CoupledPlan = z.infer<typeof planCoupledSet.answer>;
export type OwnershipAnswer = z.infer<typeof readOwnership.answer>;
export type OwnershipAsked = Omit<z.input<typeof readOwnership.input>, "program" | "environment">;

type Place = { readonly program: string; readonly environment: string };
type PlanOf = Pick<z.infer<typeof planCoupledSet.input>, "level" | "key" | "to">;

/** Everything that hangs together with something, and the steps that move it to an owner. */
export const coupledPlanQuery = ({ program, environment }: Place, { level, key, to }: PlanOf) =>
  queryOptions({
    queryKey: ["program", program, "planCoupledSet", environment, level, key, to],
    queryFn: async ({ signal }): Promise<CoupledPlan> =>
      callOperation(
        (await workers()).planCoupledSet,
        { program, environment, level, key, to },
        { signal },
      ),
  });

/** Who runs each worker, and what its handoff waits for. Receipts come without an event: read by time. */
export const workersQuery = ({ program, environment }: Place) =>
  queryOptions({
    queryKey: ["program", program, "listWorkers", environment],
    queryFn: async ({ signal }) =>
      callOperation((await workers()).listWorkers, { program, environment }, { signal }),
    refetchInterval: 3_000,
  });

/** Who owns a request, a route or a worker, now or then. */
export const ownershipQuery = ({ program, environment }: Place, asked: OwnershipAsked) =>
  queryOptions({
    queryKey: ["program", program, "readOwnership", environment, asked],
    queryFn: async ({ signal }): Promise<OwnershipAnswer> =>
      callOperation(
        (await ownership()).readOwnership,
        { ...asked, program, environment },
        { signal },
      ),
  });
