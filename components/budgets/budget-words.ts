import type { BudgetReadingView } from "@/lib/contract/budgets";

type BudgetState = BudgetReadingView["state"];

/** Colour is for what is decided: within and breached. */
export const stateTones = {
  within: "green",
  breached: "red",
  collecting: "grey",
  baselined: "grey",
  unknown: "grey",
} as const satisfies Record<BudgetState, string>;

/** A value with its unit: `118 ms`, `0.4 %`. */
export const measuredWords = (value: number, unit: string): string =>
  `${new Intl.NumberFormat("en-GB", { maximumFractionDigits: 3 }).format(value)} ${unit}`;

/** A length of time in its largest whole unit: `5 min`, `24 s`, `1 d`. */
export const spanWords = (seconds: number): string => {
  const units = [
    [86_400, "d"],
    [3600, "h"],
    [60, "min"],
  ] as const;
  const found = units.find(([size]) => seconds >= size && seconds % size === 0);
  return found ? `${seconds / found[0]} ${found[1]}` : `${seconds} s`;
};

/** Where a budget's page is. */
export const budgetAddress = (program: string, budget: string, environment: string): string =>
  `/programs/${program}/budgets/${encodeURIComponent(budget)}?environment=${encodeURIComponent(environment)}`;
