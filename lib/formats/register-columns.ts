import type { Reason } from "@/lib/domain/refusal";
import type { RegisterKind } from "@/lib/domain/registers";
import type { Table } from "./table";
import { columnName, fieldColumns, statusColumns } from "./tracker-columns";

/** Registers with a column for each field. A schedule has columns of its own: `read-schedule`. */
type ListedKind = Exclude<RegisterKind, "schedule-week" | "review-guide">;

/** What a table of a register is; a log records what became of decisions that another table defines. */
export type RegisterTable = {
  readonly kind: ListedKind;
  readonly name: string;
  readonly part: "list" | "log" | "baselines" | "items";
};

type FieldColumns = Readonly<Record<string, readonly string[]>>;

const status = [...statusColumns, "gate_status", "decision_status", "readiness", "result"];
const owner = [...fieldColumns.team, "accountable", "approver", "assignee"];
const due = [
  "due",
  "due_date",
  "target_approval_date",
  "target_date",
  "target",
  "deadline",
  "decide_by",
  "planned_date",
];
const evidence = [
  "evidence",
  "current_evidence",
  "evidence_links",
  "artifacts",
  "artifact",
  "proof",
];
const notes = ["notes", "note", "comments", "comment", "remarks", "rationale"];

/** By kind: which columns fill a field, in order of preference. `key` names the row. */
const columns: Record<ListedKind, FieldColumns> = {
  "program-gate": {
    key: ["gate_id", "id", "gate", "key"],
    title: ["description", "title", "name", "question", "gate_name", "gate", "summary"],
    state: status,
    evidence,
    owner,
    dueAt: due,
  },
  milestone: {
    key: ["milestone_id", "milestone", "id"],
    title: ["title", "name", "description", "goal", "theme", "milestone", "summary"],
    targetAt: [...due, "date"],
    description: ["scope", "description", "outcome"],
  },
  criterion: {
    milestone: ["milestone", "milestone_id"],
    title: ["criterion", "exit_criterion", "criteria", "item", "requirement"],
    stated: status,
    evidence,
    notes,
    owner,
    dueAt: due,
  },
  decision: {
    key: ["decision_id", "id", "key", "ref", "#", "decision"],
    title: ["decision", "title", "question", "topic", "description", "summary", "subject"],
    status: [...status, "outcome"],
    outcome: ["outcome", "resolution", "chosen_option"],
    owner,
    targetAt: due,
    evidence: ["current_evidence", ...evidence],
    recommendation: ["recommended_default", "recommendation", "recommended", "proposal", "default"],
    impact: ["impact_if_delayed", "impact_if_late", "impact", "cost_of_delay"],
    notes,
    decidedByName: ["approved_by", "decided_by", "approver"],
    decidedAt: [
      "approval_date",
      "decided_on",
      "decision_date",
      "approved_on",
      "decided_at",
      "date",
    ],
    effectiveAt: ["effective_date", "effective", "effective_from"],
  },
  budget: {
    key: ["performance_budget_id", "budget_id", "budget"],
    surface: ["surface", "area", "scope", "description", "what"],
    threshold: ["threshold", "limit", "target"],
    statedState: ["baseline_status", ...status],
    owner,
  },
};

/** Fields of which two columns with different values are one too many, with their word. */
const single: ReadonlyMap<string, string> = new Map([
  ["state", "state"],
  ["stated", "state"],
  ["status", "status"],
  ["owner", "owner"],
  ["dueAt", "due date"],
  ["targetAt", "target date"],
]);

export type RegisterColumns = ReadonlyMap<string, number>;

const doubled = (table: Table, what: string, found: readonly number[]): Reason | null => {
  const [first = 0, ...others] = found;
  for (const other of others)
    for (const { row, cells } of table.rows) {
      const [one = "", two = ""] = [cells[first]?.trim(), cells[other]?.trim()];
      if (one === "" || two === "" || one === two) continue;
      const [left, right] = [table.columns[first] ?? "", table.columns[other] ?? ""];
      return {
        file: table.file,
        row,
        column: right,
        says: `The columns “${left}” and “${right}” both name the ${what}, and row ${row} says “${one}” and “${two}”. Keep one of them.`,
      };
    }
  return null;
};

/** Which column of a register's table fills which field; two columns of one meaning that differ are a fault. */
export const planRegisterColumns = (
  table: Table,
  { kind, part }: RegisterTable,
): { readonly columns: RegisterColumns; readonly faults: readonly Reason[] } => {
  const names = table.columns.map(columnName);
  const used = new Set<number>();
  const plan = new Map<string, number>();
  const faults: Reason[] = [];
  for (const [field, wanted] of Object.entries(columns[kind])) {
    // A log's outcome is its status; only beside a status it is the choice that was made.
    const found = wanted
      .map((name) => names.indexOf(name))
      .filter((at, index, all) => at >= 0 && !used.has(at) && all.indexOf(at) === index);
    const [at] = found;
    if (at === undefined) continue;
    used.add(at);
    plan.set(field, at);
    const what = single.get(field);
    const meant = part === "log" && field === "status" ? [at] : found;
    const fault = what === undefined ? null : doubled(table, what, meant);
    if (fault) faults.push(fault);
  }
  return { columns: plan, faults };
};
