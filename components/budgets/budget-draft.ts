import type { BudgetDefinition, BudgetView } from "@/lib/contract/budgets";

/** A budget as it is typed. */
export type BudgetDraft = {
  readonly key: string;
  readonly surface: string;
  readonly threshold: string;
  readonly owner: string;
  /** `capability:v2-pull, family:registry` */
  readonly covers: string;
  readonly baselineDays: string;
  readonly leastSamples: string;
};

export const newDraft: BudgetDraft = {
  key: "",
  surface: "",
  threshold: "",
  owner: "",
  covers: "",
  baselineDays: "14",
  leastSamples: "200",
};

/** A budget as it stands, to be edited. */
export const draftOf = (budget: BudgetView): BudgetDraft => ({
  key: budget.key,
  surface: budget.surface,
  threshold: budget.threshold,
  owner: budget.owner ?? "",
  covers: budget.covers.map(({ level, key }) => `${level}:${key}`).join(", "),
  baselineDays: String(budget.baselineDays),
  leastSamples: String(budget.leastSamples),
});

/** What is sent of a draft; a word without a level is a capability. */
export const definitionOf = (
  draft: BudgetDraft,
  queries: BudgetDefinition["queries"],
): BudgetDefinition => ({
  surface: draft.surface.trim(),
  threshold: draft.threshold.trim(),
  owner: draft.owner.trim() === "" ? null : draft.owner.trim(),
  covers: draft.covers
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const at = part.indexOf(":");
      return at === -1
        ? { level: "capability", key: part }
        : { level: part.slice(0, at).trim(), key: part.slice(at + 1).trim() };
    }),
  queries,
  baselineDays: Number(draft.baselineDays),
  leastSamples: Number(draft.leastSamples),
});
