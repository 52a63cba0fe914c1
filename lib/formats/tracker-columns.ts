import type { ItemValues, TestRole } from "@/lib/domain/inventory";

/** The program's own words for its two sides; columns that begin with them mean the side. */
export type OwnerWords = { readonly legacy: string; readonly target: string };

/** `Route ID`, `routeId` and `route-id` are `route_id`. */
export const columnName = (header: string): string =>
  header
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9#]+/g, "_")
    .replace(/^_+|_+$/g, "");

/** The column's name with the program's words replaced: `python_source` is `legacy_source`, `go_owner_package` is `target_owner_package`. */
export const sideName = (name: string, words: OwnerWords): string => {
  const swap = (word: string, side: string, text: string): string => {
    const own = columnName(word);
    if (own === "") return text;
    return text.startsWith(`${own}_`) ? `${side}_${text.slice(own.length + 1)}` : text;
  };
  return swap(words.target, "target", swap(words.legacy, "legacy", name));
};

/** Fields that one column fills; in order of preference where a table has several. */
export type TextField = Extract<
  keyof ItemValues,
  | "title"
  | "family"
  | "capability"
  | "wave"
  | "phase"
  | "team"
  | "method"
  | "path"
  | "host"
  | "sourcePath"
  | "switchName"
  | "switchId"
>;

export const fieldColumns: Readonly<Record<TextField, readonly string[]>> = {
  title: [
    "title",
    "name",
    "legacy_component",
    "legacy_driver",
    "component",
    "driver",
    "feature",
    "task",
    "summary",
    "item",
    "gap",
    "subject",
  ],
  family: ["route_family", "family", "api_family", "surface", "route_group"],
  capability: ["capability", "capability_key", "capability_id"],
  wave: ["review_wave", "wave", "execution_wave", "migration_wave", "cutover_wave", "rollout_wave"],
  phase: ["rollout_phase", "phase", "migration_phase"],
  team: [
    "owner",
    "team",
    "suggested_owner",
    "component_owner",
    "owner_team",
    "owning_team",
    "team_owner",
    "squad",
    "responsible",
  ],
  method: ["method", "http_method", "verb", "methods", "http_verb"],
  path: [
    "path_template",
    "path",
    "route",
    "endpoint",
    "url",
    "uri",
    "route_path",
    "path_pattern",
    "url_pattern",
    "url_path",
    "api_endpoint",
    "api_path",
  ],
  host: ["host", "hostname", "vhost"],
  sourcePath: [
    "file",
    "source_file",
    "legacy_source",
    "source",
    "source_path",
    "legacy_file",
    "legacy_path",
    "implementation",
  ],
  switchName: ["program", "process", "switch_name", "worker_name", "process_name", "worker"],
  switchId: ["cutover_switch_id", "owner_switch_id", "switch_id", "switch", "feature_flag", "flag"],
};

/** Who implements the target side: the team where no column names one, an attribute in any case. */
export const teamFallback: readonly string[] = ["target_owner_package", "target_owner", "package"];

/** Columns of a row's state, the one about review before the one about progress. */
export const statusColumns: readonly string[] = [
  "verification_status",
  "status",
  "state",
  "current_status",
  "disposition",
  "migration_status",
];

export const batchColumns: readonly string[] = [
  "signoff_batch",
  "batch",
  "sign_off_batch",
  "batches",
  "review_batch",
];

export const testColumns: ReadonlyMap<string, TestRole> = new Map(
  Object.entries({
    contract_test_id: "contract",
    contract_test: "contract",
    test_id: "contract",
    parity_test_id: "parity",
    parity_test: "parity",
    golden_fixture_id: "golden-fixture",
    golden_fixture: "golden-fixture",
    behavior_test_id: "behavior",
    behaviour_test_id: "behavior",
    consumer_behavior_test_id: "behavior",
    retry_idempotency_test_id: "retry-idempotency",
    mixed_mode_compatibility_test_id: "mixed-mode",
    mixed_mode_test_id: "mixed-mode",
    producer_fixture_id: "producer-fixture",
    auth_test_id: "auth",
  } satisfies Record<string, TestRole>),
);

/** Test ids that another column already gave; listed again as evidence. */
export const evidenceColumns: readonly string[] = ["test_evidence_ref", "test_evidence", "tests"];

export const budgetColumns: readonly string[] = ["performance_budget_id", "budget_id", "budget"];

export const signoffColumns: readonly string[] = ["owner_signoff", "signoff", "signed_off_by"];

export const kindColumn = "process_kind";

/** Other spellings of columns that are kept as attributes. */
export const attributeAliases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    producer_waves: "producer_review_waves",
    consumer_waves: "consumer_review_waves",
    producer_route_rows: "producer_route_count",
    constraint: "cutover_constraint",
  }),
);

/** Columns whose cells are lists; kept with `; ` between the entries. */
export const listColumns: ReadonlySet<string> = new Set([
  "producer_files",
  "producer_route_files",
  "producer_route_ids",
  "producer_review_waves",
  "consumer_files",
  "consumer_programs",
  "consumer_process_ids",
  "consumer_review_waves",
]);

/** Columns in people's own words: two files may differ in them without contradicting each other. */
export const isFreeText = (name: string): boolean =>
  /(?:^|_)(?:notes?|comments?|description|remarks?|rationale|details)$/.test(name);

/** Columns that are known and kept as attributes; every other one is kept too, and reported. */
export const knownAttributes: ReadonlySet<string> = new Set(
  `source_type symbol blueprint path_expr feature_gates decorators auth_mode rollback_switch_id rollback_value
  auth_evidence_ref source_decorator_snapshot rollback_note process_kind legacy_module default_autostart
  trigger_type input_contract idempotency_rule retry_policy side_effects feature_or_startup_guards
  legacy_disable_control target_enable_control rollback_steps idempotency_evidence_ref retry_evidence_ref
  runtime_behavior completion_criteria component_type target_strategy category target_migration_required
  sunset_target queue_var producer_files producer_route_files producer_route_count producer_route_ids
  producer_review_waves consumer_files consumer_programs consumer_process_ids consumer_review_waves
  cutover_constraint priority effort due due_date link evidence acceptance_criteria expected actual tags
  dependencies depends_on blocked_by assignee labels agent purpose reason item_type`
    .split(/\s+/)
    .filter((name) => name !== ""),
);
