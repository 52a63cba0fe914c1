import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { callOperation } from "@/lib/client/call-operation";
import type { BudgetDetail, BudgetList } from "@/lib/contract/budgets";
import type { MetricServerView } from "@/lib/contract/metric-servers";

// The contract is fetched when something is asked, as in switch-queries.
const budgets = () => import("@/lib/contract/budgets");
const servers = () => import("@/lib/contract/metric-servers");

/** A program's budgets as they read. What is measured comes without an event: it is also read by time. */
export const budgetsQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "listBudgets"],
    queryFn: async ({ signal }): Promise<BudgetList> =>
      callOperation((await budgets()).listBudgets, { program }, { signal }),
    refetchInterval: 60_000,
  });

/** One budget in an environment over so many days. */
export const budgetQuery = (
  place: { readonly program: string; readonly environment: string; readonly budget: string },
  days: number,
) =>
  queryOptions({
    queryKey: ["program", place.program, "readBudget", place.environment, place.budget, days],
    queryFn: async ({ signal }): Promise<BudgetDetail> =>
      callOperation((await budgets()).readBudget, { ...place, days }, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });

/** Prometheus servers and how their last reading went. */
export const metricServersQuery = (program: string) =>
  queryOptions({
    queryKey: ["program", program, "listMetricServers"],
    queryFn: async ({ signal }): Promise<{ servers: MetricServerView[] }> =>
      callOperation((await servers()).listMetricServers, { program }, { signal }),
    refetchInterval: 15_000,
  });
