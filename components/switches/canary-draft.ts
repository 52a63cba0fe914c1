import type { RuleView } from "@/lib/contract/switches";

export type Canary = NonNullable<RuleView["canary"]>;
type CanaryKey = NonNullable<Canary["key"]>;
type Names = "orgs" | "repos" | "users";

/** A cohort as it is typed: whom it takes in, and whom it never does. */
export type CanaryDraft = {
  readonly percent: string;
  readonly key: CanaryKey;
  readonly except: Readonly<Record<Names, string>>;
} & Readonly<Record<Names, string>>;

export type CanaryReading =
  | { readonly kind: "canary"; readonly canary: Canary }
  | { readonly kind: "fault"; readonly field: "percent" | "orgs"; readonly says: string };

export const selectorNames = ["orgs", "repos", "users"] as const satisfies readonly Names[];

const typed = (from: Pick<Canary, Names> | undefined): Readonly<Record<Names, string>> => ({
  orgs: (from?.orgs ?? []).join(", "),
  repos: (from?.repos ?? []).join(", "),
  users: (from?.users ?? []).join(", "),
});

/** The form for the cohort a rule has today; an empty one where it has none. */
export const canaryDraftOf = (canary: Canary | null): CanaryDraft => ({
  percent: canary?.percent === undefined ? "" : String(canary.percent / 100),
  key: canary?.key ?? "user",
  ...typed(canary ?? undefined),
  except: typed(canary?.except),
});

const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,]+/)
      .map((entry) => entry.trim())
      .filter(Boolean),
  ),
];

const listsOf = (from: Readonly<Record<Names, string>>): Pick<Canary, Names> =>
  Object.fromEntries(
    selectorNames.flatMap((kind) => {
      const names = listOf(from[kind]);
      return names.length === 0 ? [] : [[kind, names]];
    }),
  );

/** Percent as it is typed, in basis points: `12.5` and `12,5 %` are 1250. */
const basisPointsOf = (text: string): number | null => {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim());
  if (!match) return null;
  const points = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  return points <= 10_000 ? points : null;
};

/** The cohort that a draft asks for, or what is wrong with it. */
export const readCanaryDraft = (draft: CanaryDraft): CanaryReading => {
  const { percent, key } = draft;
  const points = percent.trim() === "" ? undefined : basisPointsOf(percent);
  if (points === null) {
    return {
      kind: "fault",
      field: "percent",
      says: "A number from 0 to 100 with at most two decimals.",
    };
  }
  const named = listsOf(draft);
  const except = listsOf(draft.except);
  if (points === undefined && Object.keys(named).length === 0) {
    return { kind: "fault", field: "orgs", says: "Name orgs, repos or users, or a percentage." };
  }
  return {
    kind: "canary",
    canary: {
      ...named,
      ...(points !== undefined && { percent: points, key }),
      ...(Object.keys(except).length > 0 && { except }),
    },
  };
};
