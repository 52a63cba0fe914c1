import type { CapabilityRuleInput } from "@/lib/contract/items";

/** A capability rule as it is being written: every field is text, and `id` stays while the order changes. */
export type RuleDraft = {
  readonly id: number;
  readonly capability: string;
  readonly family: string;
  readonly methods: string;
  readonly path: string;
  readonly phase: string;
  readonly keys: readonly string[];
};

export const emptyRule = (id: number): RuleDraft => ({
  id,
  capability: "",
  family: "",
  methods: "",
  path: "",
  phase: "",
  keys: [],
});

/** Rules as drafts, with ids that count from `from`. */
export const draftsOf = (rules: readonly CapabilityRuleInput[], from = 0): RuleDraft[] =>
  rules.map((rule, at) => ({
    ...emptyRule(from + at),
    capability: rule.capability,
    family: rule.family ?? "",
    methods: (rule.methods ?? []).join(", "),
    path: rule.path ?? "",
    phase: rule.phase ?? "",
    keys: rule.keys ?? [],
  }));

const methodsOf = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((method) => method.toUpperCase());

/** A draft as the rule that is sent; empty fields are no conditions. */
const ruleOf = (draft: RuleDraft): CapabilityRuleInput => {
  const methods = methodsOf(draft.methods);
  return {
    capability: draft.capability.trim(),
    ...(draft.family ? { family: draft.family } : {}),
    ...(methods.length > 0 ? { methods } : {}),
    ...(draft.path.trim() ? { path: draft.path.trim() } : {}),
    ...(draft.phase ? { phase: draft.phase } : {}),
    ...(draft.keys.length > 0 ? { keys: [...draft.keys] } : {}),
  };
};

/** Drafts as rules. A draft nobody has begun is left out; one without a name or condition is kept and refused. */
export const rulesOf = (drafts: readonly RuleDraft[]): CapabilityRuleInput[] =>
  drafts.map(ruleOf).filter((rule) => rule.capability !== "" || Object.keys(rule).length > 1);

/** Two drafts of a list exchanged: a rule moved up or down by one. */
export const moved = (
  drafts: readonly RuleDraft[],
  from: number,
  by: 1 | -1,
): readonly RuleDraft[] => {
  const one = drafts[from];
  const other = drafts[from + by];
  if (!one || !other) return drafts;
  return drafts.map((draft) => (draft === one ? other : draft === other ? one : draft));
};
