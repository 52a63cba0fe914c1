import type { ItemKind } from "@/lib/domain/inventory";
import { milestoneOfTable } from "./collect-register";
import { scheduleColumns } from "./read-schedule";
import type { RegisterTable } from "./register-columns";
import type { Table } from "./table";
import {
  batchColumns,
  budgetColumns,
  columnName,
  fieldColumns,
  type OwnerWords,
  sideName,
  statusColumns,
  testColumns,
} from "./tracker-columns";

/**
 * What a table is. `rank` says whom to believe where sources differ, lower first: `identity` for what a row is,
 * `review` for who looks after it and how far it is.
 */
export type Recognition = {
  readonly name: string;
  readonly kind: ItemKind | "by-row";
  /** Column that names the row; `null` for a route known by its method and path. */
  readonly keyColumn: number | null;
  /** The key is a title: it becomes a slug. */
  readonly isTitleKey: boolean;
  /** The one list that a row of its kind ought to be in. */
  readonly isTracker: boolean;
  /** Whether its rows are rows of the inventory, or only say something about them. */
  readonly defines: boolean;
  readonly rank: { readonly identity: number; readonly review: number };
};

export type Recognised =
  | { readonly is: "items"; readonly recognition: Recognition }
  | { readonly is: "register"; readonly register: RegisterTable }
  | { readonly is: "schedule"; readonly name: string }
  | { readonly is: "later"; readonly name: string }
  | { readonly is: "unknown"; readonly says: string };

type Columns = {
  readonly has: (...names: readonly string[]) => boolean;
  readonly at: (...names: readonly string[]) => number | null;
  readonly count: (names: readonly string[]) => number;
};

export const ranks = {
  tracker: { identity: 0, review: 4 },
  tests: { identity: 1, review: 3 },
  checklist: { identity: 2, review: 0 },
  batch: { identity: 3, review: 2 },
  matrix: { identity: 4, review: 1 },
} as const;

/** Names under which a table's columns are looked up: as written and with the program's words replaced. */
export const columnNames = (table: Table, words: OwnerWords): readonly (readonly string[])[] =>
  table.columns.map((header) => {
    const name = columnName(header);
    const side = sideName(name, words);
    return name === side ? [name] : [name, side];
  });

const columnsOf = (names: readonly (readonly string[])[]): Columns => {
  const index = new Map<string, number>();
  for (const [at, group] of names.entries())
    for (const name of group) if (!index.has(name)) index.set(name, at);
  const at = (...wanted: readonly string[]): number | null => {
    for (const name of wanted) {
      const found = index.get(name);
      if (found !== undefined) return found;
    }
    return null;
  };
  return {
    at,
    has: (...wanted) => at(...wanted) !== null,
    count: (wanted) => wanted.filter((name) => index.has(name)).length,
  };
};

const testIds = [...testColumns.keys()];
const isChecklist = (columns: Columns): boolean =>
  columns.has("verification_status", "status") &&
  columns.has("owner_signoff", "signoff", "rollback_note", "auth_evidence_ref", ...batchColumns);
const hasTests = (columns: Columns): boolean =>
  columns.count(testIds.filter((name) => name !== "contract_test_id" && name !== "contract_test")) >
  0;

/** A checklist whose rows all carry one batch is that batch's extract. */
const isBatchExtract = (table: Table, columns: Columns): boolean => {
  const at = columns.at(...batchColumns);
  if (at === null) return false;
  const first = table.rows[0]?.cells[at]?.trim() ?? "";
  return first !== "" && table.rows.every((row) => row.cells[at]?.trim() === first);
};

type Rule = (columns: Columns, table: Table) => Recognised | null;

const items = (
  name: string,
  kind: Recognition["kind"],
  keyColumn: number | null,
  more: Partial<Recognition> = {},
): Recognised => ({
  is: "items",
  recognition: {
    name,
    kind,
    keyColumn,
    isTitleKey: false,
    isTracker: false,
    defines: true,
    rank: ranks.tracker,
    ...more,
  },
});

const reviewed = (
  what: "route" | "worker",
  key: number,
  columns: Columns,
  table: Table,
): Recognised => {
  if (isChecklist(columns))
    return isBatchExtract(table, columns)
      ? items(`sign-off batch of ${what}s`, what, key, { rank: ranks.batch })
      : items(`${what} checklist`, what, key, { rank: ranks.checklist });
  return hasTests(columns)
    ? items(`${what} contract tests`, what, key, { rank: ranks.tests })
    : items(`${what} tracker`, what, key, { isTracker: true });
};

const ownerMatrix: Rule = (columns) =>
  columns.has("item_type") &&
  columns.has("item_id") &&
  columns.has("wave", "batch", ...fieldColumns.team, ...statusColumns)
    ? items("owner assignment matrix", "by-row", columns.at("item_id"), {
        rank: ranks.matrix,
        defines: false,
      })
    : null;

const routes: Rule = (columns, table) => {
  const key = columns.at("route_id", "endpoint_id", "api_id");
  if (key === null) return null;
  if (columns.has(...fieldColumns.path)) return reviewed("route", key, columns, table);
  return items("route list", "route", key, { rank: ranks.matrix, defines: false });
};

const workers: Rule = (columns, table) => {
  const key = columns.at("process_id", "worker_id", "job_id");
  if (key === null) return null;
  if (columns.has(...fieldColumns.switchName, ...fieldColumns.title))
    return reviewed("worker", key, columns, table);
  return items("worker list", "worker", key, { rank: ranks.matrix, defines: false });
};

const queues: Rule = (columns) => {
  const key = columns.at("default_queue_name", "queue_name", "queue", "topic");
  if (key === null) return null;
  if (columns.has("consumer_process_ids", "consumer_programs", "consumers", "consumer"))
    return items("queue dependency matrix", "queue", key, { isTracker: true });
  return columns.count(testIds) > 0
    ? items("queue compatibility tests", "queue", key, { rank: ranks.tests })
    : null;
};

const parts: Rule = (columns) => {
  const component = columns.at("component_id", "runtime_component_id");
  if (component !== null)
    return items("runtime components", "runtime-component", component, { isTracker: true });
  const driver = columns.at("driver_id", "storage_driver_id");
  if (driver !== null)
    return items("storage drivers", "storage-driver", driver, { isTracker: true });
  const script = columns.at("script", "tool_id", "tool");
  return script !== null && columns.has("disposition", "category", ...statusColumns)
    ? items("operational tools", "tool", script, { isTracker: true })
    : null;
};

const later = (name: string): Recognised => ({ is: "later", name });

const register = (
  kind: RegisterTable["kind"],
  name: string,
  part: RegisterTable["part"] = "list",
): Recognised => ({ is: "register", register: { kind, name, part } });

const hasStatusColumn = (columns: Columns): boolean =>
  columns.has(...statusColumns, "outcome", "baseline_status", "gate_status", "decision_status");

const registers: Rule = (columns, table) => {
  const hasStatus = hasStatusColumn(columns);
  if (columns.has("gate", "gate_id") && hasStatus) return register("program-gate", "program gates");
  if (columns.has("decision", "decision_id") && hasStatus) {
    const isLog =
      columns.has("approved_by", "decided_by", "approval_date") ||
      (!columns.has("decision", "title", "question") && !columns.has(...fieldColumns.team));
    return isLog ? register("decision", "decision log", "log") : register("decision", "decisions");
  }
  if (columns.has(...budgetColumns) && !columns.has(...fieldColumns.path))
    return columns.has("threshold", "limit")
      ? register("budget", "performance budgets")
      : register("budget", "budget baselines", "baselines");
  if (columns.has("criterion", "exit_criterion", "criteria") && hasStatus)
    return register("criterion", "readiness criteria");
  // Items with a status and evidence are tasks anywhere but in a milestone's checklist.
  if (columns.has("item") && hasStatus && columns.has("evidence") && milestoneOfTable(table))
    return register("criterion", "readiness criteria", "items");
  // Further on it says to which milestone a task belongs.
  return columns.at("milestone_id", "milestone") === 0 ? register("milestone", "milestones") : null;
};

const programLevel: Rule = (columns) => {
  if (columns.has("workstream", "workstream_id") && hasStatusColumn(columns))
    return later("workstreams");
  return columns.has("capability") && columns.has("required_owner_switch", "rollback_control")
    ? later("capability cutover matrix")
    : null;
};

const schedule: Rule = (_, table) =>
  scheduleColumns(table) === null ? null : { is: "schedule", name: "sign-off schedule" };

const genericIds = ["id", "key", "item_id", "ref", "#", "number", "no", "ticket", "issue"];

const statusAt = (table: Table, columns: Columns): number | null => {
  const known = columns.at(...statusColumns);
  if (known !== null) return known;
  const suffixed = table.columns.findIndex((header) =>
    /_(?:status|state)$/.test(columnName(header)),
  );
  return suffixed < 0 ? null : suffixed;
};

const combined = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|ANY)\s+\/\S*$/i;

const generic: Rule = (columns, table) => {
  const firstId = /_id$/.test(columnName(table.columns[0] ?? "")) ? 0 : null;
  const id = columns.at(...genericIds) ?? firstId;
  const path = columns.at(...fieldColumns.path);
  const isRoutes =
    path !== null &&
    table.rows.length > 0 &&
    (columns.has(...fieldColumns.method) ||
      table.rows.every((row) => combined.test(row.cells[path]?.trim() ?? "")));
  if (isRoutes) return items("table of routes", "route", id, { isTracker: true });
  const status = statusAt(table, columns);
  if (status === null)
    return {
      is: "unknown",
      says: `no tracker is known with the columns ${table.columns.join(", ")}: a route table needs a method and a path, a list of tasks a status`,
    };
  const key = id ?? (status === 0 ? 1 : 0);
  if (key >= table.columns.length)
    return { is: "unknown", says: "it has a status but no column that names its rows" };
  const isDocument = columns.has("document", "doc", "page");
  return items(
    isDocument ? "list of documents" : "list of tasks",
    isDocument ? "document" : "task",
    key,
    { isTitleKey: id === null, isTracker: true },
  );
};

const rules: readonly Rule[] = [
  ownerMatrix,
  routes,
  workers,
  queues,
  parts,
  registers,
  programLevel,
  schedule,
  generic,
];

/** What a table is, told from its columns alone; never from the name of its file. */
export const recogniseTable = (table: Table, words: OwnerWords): Recognised => {
  const columns = columnsOf(columnNames(table, words));
  for (const rule of rules) {
    const recognised = rule(columns, table);
    if (recognised) return recognised;
  }
  return { is: "unknown", says: "no tracker is known with such columns" };
};
