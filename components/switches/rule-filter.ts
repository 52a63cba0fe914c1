import type { RuleView } from "@/lib/contract/switches";

export const ruleTraits = ["target", "canary", "legacy", "hidden", "idle"] as const;
export type RuleTrait = (typeof ruleTraits)[number];

/** What the list of rules can be narrowed by. */
export const traitsOf = (rule: RuleView): RuleTrait[] => [
  ...(rule.canary ? (["canary"] as const) : rule.side === "target" ? (["target"] as const) : []),
  ...(rule.side === "legacy" ? (["legacy"] as const) : []),
  ...(rule.hiddenBy.length > 0 ? (["hidden"] as const) : []),
  ...(rule.decides === 0 ? (["idle"] as const) : []),
];

const textOf = (rule: RuleView): string =>
  [
    rule.key,
    rule.title,
    rule.owner,
    rule.cohort,
    rule.family,
    rule.capability,
    rule.setBy?.by,
    rule.setBy?.reason,
  ]
    .filter((part) => typeof part === "string")
    .join("\n")
    .toLowerCase();

/** Rules with every word of a search somewhere in them, and one of the traits where some are chosen. */
export const filterRules = (
  rules: readonly RuleView[],
  { text, traits }: { readonly text: string; readonly traits: readonly string[] },
): RuleView[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return rules.filter(
    (rule) =>
      words.every((word) => textOf(rule).includes(word)) &&
      (traits.length === 0 || traitsOf(rule).some((trait) => traits.includes(trait))),
  );
};

export type RuleGroup = { readonly key: string | null; readonly rules: readonly RuleView[] };

/** Rules of routes by their capability, in the order of its name; those without one last. */
export const byCapability = (rules: readonly RuleView[]): RuleGroup[] => {
  const groups = new Map<string | null, RuleView[]>();
  for (const rule of rules) {
    const group = groups.get(rule.capability) ?? [];
    groups.set(rule.capability, group);
    group.push(rule);
  }
  return [...groups]
    .map(([key, own]) => ({ key, rules: own }))
    .sort((one, other) =>
      one.key === null ? 1 : other.key === null ? -1 : one.key.localeCompare(other.key),
    );
};
