import type { CapabilityBudget } from "@/lib/contract/capability";
import { metricUnit, metricWords } from "@/lib/domain/metric";
import { packetChart } from "./packet-chart";
import { html, type SafeHtml } from "./safe-html";

type Owners = { readonly legacy: string; readonly target: string };

const metricsOf = ({ clauses, measured }: CapabilityBudget): string[] => {
  const asked = clauses.flatMap(({ metric }) => (metric === null ? [] : [metric]));
  const known = measured.flatMap(({ values }) => Object.keys(values));
  const wanted = asked.length > 0 ? asked : known;
  return [...new Set(wanted)].slice(0, 6);
};

const budgetChart = (budget: CapabilityBudget, metric: string, owners: Owners): SafeHtml => {
  const unit = metricUnit(metric);
  const lines = (["legacy", "target"] as const).map((side) => ({
    label: owners[side],
    tone: side,
    points: budget.measured.flatMap(({ at, side: own, values }) => {
      const value = values[metric];
      return own === side && value !== undefined ? [{ at, value }] : [];
    }),
  }));
  const limits = budget.clauses.flatMap((clause) =>
    clause.metric === metric && clause.limit !== null
      ? [{ label: `limit ${clause.limit} ${unit}`, value: clause.limit }]
      : [],
  );
  const title = `${metricWords(metric)} of ${budget.surface}: ${owners.legacy} (broken line) and ${owners.target} (whole line)`;
  return html`<h3>${metricWords(metric)}</h3>${packetChart(title, unit, lines, limits)}`;
};

/** Budgets with their arithmetic and a chart for each metric that they limit. */
export const packetBudgets = (budgets: readonly CapabilityBudget[], owners: Owners): SafeHtml => {
  if (budgets.length === 0) return html`<p class="quiet">No budget covers it.</p>`;
  return html`<p class="quiet">In the charts ${owners.legacy} is the broken line, ${owners.target} the whole one.</p>
${budgets.map(
  (
    budget,
  ) => html`<section class="gate"><h3><code>${budget.key}</code> ${budget.surface}: ${budget.state}</h3>
<p><code>${budget.threshold}</code></p>
<ul>${budget.clauses.map(({ text, state, because }) => html`<li>${text}: <b>${state}</b>. ${because}</li>`)}</ul>
${metricsOf(budget).map((metric) => budgetChart(budget, metric, owners))}</section>`,
)}`;
};
