import type { OwnerRuleInput } from "@/lib/contract/owners";

/** A rule as it is being written: empty texts are conditions left out. */
export type OwnerRuleDraft = {
  readonly id: number;
  readonly team: string;
  readonly kind: string;
  readonly path: string;
  readonly capability: string;
  readonly family: string;
  readonly wave: string;
  readonly key: string;
  /** Kinds of a rule that names several: the editor writes one, and keeps these as they are. */
  readonly kinds: readonly string[];
};

export const emptyOwnerRule = (id: number): OwnerRuleDraft => ({
  id,
  team: "",
  kind: "",
  path: "",
  capability: "",
  family: "",
  wave: "",
  key: "",
  kinds: [],
});

export const ownerDraftsOf = (rules: readonly OwnerRuleInput[]): OwnerRuleDraft[] =>
  rules.map((rule, id) => {
    const kinds = rule.kinds ?? [];
    return {
      id,
      team: rule.team,
      kind: kinds.length === 1 ? (kinds[0] ?? "") : "",
      path: rule.path ?? "",
      capability: rule.capability ?? "",
      family: rule.family ?? "",
      wave: rule.wave ?? "",
      key: rule.key ?? "",
      kinds: kinds.length > 1 ? kinds : [],
    };
  });

const conditions = ["path", "capability", "family", "wave", "key"] as const;

/** Rules as they are sent; a draft without a team and without any condition is not one yet. */
export const ownerRulesOf = (drafts: readonly OwnerRuleDraft[]): OwnerRuleInput[] =>
  drafts.flatMap((draft) => {
    const kinds = draft.kind === "" ? draft.kinds : [draft.kind];
    const said = conditions.filter((name) => draft[name].trim() !== "");
    if (draft.team.trim() === "" && said.length + kinds.length === 0) return [];
    return [
      {
        team: draft.team.trim(),
        ...(kinds.length > 0 ? { kinds: [...kinds] as NonNullable<OwnerRuleInput["kinds"]> } : {}),
        ...Object.fromEntries(said.map((name) => [name, draft[name].trim()])),
      },
    ];
  });

/** The drafts with the one at a place moved up (-1) or down (1); as they are at an end. */
export const movedOwnerRule = (
  drafts: readonly OwnerRuleDraft[],
  at: number,
  by: -1 | 1,
): readonly OwnerRuleDraft[] => {
  const [one, other] = [drafts[at], drafts[at + by]];
  if (!one || !other) return drafts;
  return drafts.map((draft, index) => (index === at ? other : index === at + by ? one : draft));
};
