import type { Reason } from "@/lib/domain/refusal";
import type { Canary, Selectors } from "@/lib/domain/snapshot";
import type { CanaryEdit } from "@/lib/domain/switch-edit";

const selectorNames = ["orgs", "repos", "users"] as const;

const cleanSelectors = (selectors: Selectors | undefined): Selectors => {
  const clean: { [name in (typeof selectorNames)[number]]?: string[] } = {};
  for (const name of selectorNames) {
    const entries = [...new Set(selectors?.[name] ?? [])];
    if (entries.length > 0) clean[name] = entries;
  }
  return clean;
};

const selectorFaults = (selectors: Selectors | undefined, field: string): Reason[] =>
  selectorNames.flatMap((name) =>
    (selectors?.[name] ?? []).some((entry) => entry.trim() === "")
      ? [{ field: `${field}.${name}`, says: `An entry of ${name} is empty: take it out.` }]
      : [],
  );

/**
 * What is wrong with a canary as it was asked for: empty entries, a percentage that is no whole number of
 * basis points or says not of what, nobody named at all. `field` is where it stands in the input.
 */
export const canaryFaults = (canary: CanaryEdit, field: string): Reason[] => {
  const faults = [
    ...selectorFaults(canary, field),
    ...selectorFaults(canary.except, `${field}.except`),
  ];
  const { percent, key } = canary;
  if (percent !== undefined) {
    if (!Number.isInteger(percent) || percent < 0 || percent > 10_000) {
      faults.push({
        field: `${field}.percent`,
        says: `${percent} is not a whole number of basis points from 0 to 10000; 10 % is 1000, and more than two decimals of a percent cannot be kept.`,
      });
    }
    if (key === undefined) {
      faults.push({
        field: `${field}.key`,
        says: "Say what the percentage is of: user, org, repo or targetingKey.",
      });
    }
  } else if (selectorNames.every((name) => (canary[name] ?? []).length === 0)) {
    faults.push({
      field,
      says: "This canary names nobody: give orgs, repos, users or a percent, or leave the canary out.",
    });
  }
  return faults;
};

/**
 * A canary as it is kept, without doubles. A salt is set once: keeping it is what keeps everybody where
 * they are when a percentage rises.
 */
export const saltedCanary = (
  edit: CanaryEdit,
  before: Canary | undefined,
  newSalt: string,
): Canary => {
  const except = cleanSelectors(edit.except);
  const { percent, key } = edit;
  return {
    ...cleanSelectors(edit),
    ...(Object.keys(except).length > 0 ? { except } : {}),
    ...(percent !== undefined && key !== undefined
      ? { percent, key, salt: edit.salt ?? before?.salt ?? newSalt }
      : {}),
  };
};
