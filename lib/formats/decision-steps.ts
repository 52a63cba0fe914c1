import type { PreparedOwner } from "@/lib/domain/resolve-owner";
import type { OwnerWord, SelectorKey, Selectors } from "@/lib/domain/snapshot";

/** One question that a gateway asks of a request; the first that is met decides. */
export type DecisionStep =
  /** The owner that was stamped when the resource was created; any other word means the safe owner. */
  | { readonly ask: "stamp"; readonly words: readonly OwnerWord[]; readonly otherwise: OwnerWord }
  | {
      readonly ask: "listed";
      readonly key: "org" | "repo" | "user";
      readonly names: readonly string[];
      readonly owner: OwnerWord;
    }
  /** Whoever has no value of the key is not in the share. `percent` in basis points, 1 to 9999. */
  | {
      readonly ask: "share";
      readonly key: SelectorKey;
      readonly salt: string;
      readonly percent: number;
      readonly owner: OwnerWord;
    }
  | { readonly ask: "has"; readonly key: SelectorKey; readonly owner: OwnerWord };

export type Decided = { readonly steps: readonly DecisionStep[]; readonly otherwise: OwnerWord };

const keys = [
  ["org", "orgs"],
  ["repo", "repos"],
  ["user", "users"],
] as const;

const listSteps = (selectors: Selectors | undefined, owner: OwnerWord): DecisionStep[] =>
  keys.flatMap(([key, list]) => {
    // A gateway cannot tell an empty value from none.
    const names = (selectors?.[list] ?? []).filter((name) => name !== "");
    return names.length === 0 ? [] : [{ ask: "listed" as const, key, names, owner }];
  });

/** What decides one route, as questions in their order. switches.md, "Owner resolution" 3 to 5. */
export const decisionSteps = (owner: PreparedOwner): Decided => {
  if (owner.fixed !== null) return { steps: [], otherwise: owner.fixed.owner };
  const target = owner.target.owner;
  const legacy = owner.legacy.owner;
  const steps: DecisionStep[] = owner.isSticky
    ? [{ ask: "stamp", words: [target, legacy], otherwise: owner.fallback.owner }]
    : [];
  const canary = owner.base.rule?.canary;
  if (owner.canary === null || canary === undefined) {
    return { steps, otherwise: owner.base.owner };
  }
  steps.push(...listSteps(canary.except, legacy), ...listSteps(canary, target));
  const { percent = 0, key, salt } = canary;
  if (key !== undefined && salt !== undefined && percent > 0) {
    steps.push(
      percent < 10_000
        ? { ask: "share", key, salt, percent, owner: target }
        : { ask: "has", key, owner: target },
    );
  }
  return { steps, otherwise: legacy };
};
