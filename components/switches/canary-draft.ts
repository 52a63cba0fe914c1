import type { RuleView } from "@/lib/contract/switches";

export type Canary = NonNullable<RuleView["canary"]>;
type CanaryKey = NonNullable<Canary["key"]>;

/** A cohort as it is typed; `kept` is what the form has no field for and leaves as it is. */
export type CanaryDraft = {
  readonly percent: string;
  readonly key: CanaryKey;
  readonly orgs: string;
  readonly kept: Pick<Canary, "repos" | "users" | "except">;
};

export type CanaryReading =
  | { readonly kind: "canary"; readonly canary: Canary }
  | { readonly kind: "fault"; readonly field: "percent" | "orgs"; readonly says: string };

/** The form for the cohort a rule has today; an empty one where it has none. */
export const canaryDraftOf = (canary: Canary | null): CanaryDraft => {
  const { percent, key, orgs, repos, users, except } = canary ?? {};
  return {
    percent: percent === undefined ? "" : String(percent / 100),
    key: key ?? "user",
    orgs: (orgs ?? []).join(", "),
    kept: { ...(repos && { repos }), ...(users && { users }), ...(except && { except }) },
  };
};

const listOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,]+/)
      .map((entry) => entry.trim())
      .filter(Boolean),
  ),
];

/** Percent as it is typed, in basis points: `12.5` and `12,5 %` are 1250. */
const basisPointsOf = (text: string): number | null => {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim());
  if (!match) return null;
  const points = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  return points <= 10_000 ? points : null;
};

/** The cohort that a draft asks for, or what is wrong with it. */
export const readCanaryDraft = ({ percent, key, orgs, kept }: CanaryDraft): CanaryReading => {
  const named = listOf(orgs);
  const points = percent.trim() === "" ? undefined : basisPointsOf(percent);
  if (points === null) {
    return {
      kind: "fault",
      field: "percent",
      says: "A number from 0 to 100 with at most two decimals.",
    };
  }
  const names = named.length + (kept.repos?.length ?? 0) + (kept.users?.length ?? 0);
  if (points === undefined && names === 0) {
    return { kind: "fault", field: "orgs", says: "Name orgs or a percentage." };
  }
  return {
    kind: "canary",
    canary: {
      ...kept,
      ...(named.length > 0 && { orgs: named }),
      ...(points !== undefined && { percent: points, key }),
    },
  };
};

/** What a draft keeps without showing a field for it; null for nothing. */
export const keptWords = ({
  repos = [],
  users = [],
  except,
}: CanaryDraft["kept"]): string | null => {
  const parts = [
    repos.length > 0 && `repos ${repos.join(", ")}`,
    users.length > 0 && `users ${users.join(", ")}`,
    except &&
      `except ${[...(except.orgs ?? []), ...(except.repos ?? []), ...(except.users ?? [])].join(", ")}`,
  ].filter((part) => typeof part === "string");
  return parts.length === 0 ? null : `Kept as it is: ${parts.join("; ")}.`;
};
