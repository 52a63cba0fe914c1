import { fitsWildcards, pathGlob, pathNames } from "./path-glob";
import type { Reason } from "./refusal";

/**
 * Gives rows to a team. Every condition that is given has to hold; the first rule that fits decides.
 * `path` is a pattern as CODEOWNERS writes it over the row's source file; `key` may hold `*` and `?`.
 */
export type OwnerRule = {
  readonly team: string;
  readonly kinds?: readonly string[];
  readonly path?: string;
  readonly capability?: string;
  readonly family?: string;
  readonly wave?: string;
  readonly key?: string;
};

/** What of a row its owner follows from. */
export type OwnedRow = {
  readonly kind: string;
  readonly key: string;
  readonly sourcePath: string | null;
  readonly capability: string | null;
  readonly family: string | null;
  readonly wave: string | null;
  /** The team that the sources name. */
  readonly namedTeam: string | null;
  /** The team that somebody gave it by hand. */
  readonly handTeam: string | null;
};

/** Why a row is a team's. `rule` counts from 1; `also`: other teams that CODEOWNERS names for its path. */
type OwnerReason =
  | { readonly is: "hand" }
  | { readonly is: "rule"; readonly rule: number }
  | {
      readonly is: "codeowners";
      readonly rows: readonly number[];
      readonly owner: string;
      readonly also: readonly string[];
    }
  | { readonly is: "import" };

export type RowOwner = { readonly team: string; readonly why: OwnerReason } | null;

/** Whose a path is, with the lines that say so: what a CODEOWNERS file answers. */
export type PathOwners = (path: string) => {
  readonly owners: readonly string[];
  readonly rows: readonly number[];
};

const conditionsOf = (rule: OwnerRule): ((row: OwnedRow) => boolean)[] => {
  const { kinds, path, capability, family, wave, key } = rule;
  const conditions: ((row: OwnedRow) => boolean)[] = [];
  if (kinds !== undefined && kinds.length > 0) conditions.push((row) => kinds.includes(row.kind));
  if (capability !== undefined) conditions.push((row) => row.capability === capability);
  if (family !== undefined) conditions.push((row) => row.family === family);
  if (wave !== undefined) conditions.push((row) => row.wave === wave);
  if (key !== undefined) conditions.push((row) => fitsWildcards(key, row.key));
  if (path !== undefined) {
    const fits = pathGlob(path);
    conditions.push((row) => row.sourcePath !== null && fits(pathNames(row.sourcePath)));
  }
  return conditions;
};

/**
 * What stands against a list of rules: each needs a team and at least one condition. Without a
 * condition a rule would give every row away. Out: one reason a rule, by its place from 1.
 */
export const ownerRuleFaults = (rules: readonly OwnerRule[]): Reason[] =>
  rules.flatMap((rule, at) => {
    const field = `rules[${at}]`;
    if (rule.team.trim() === "") return [{ field, says: `Rule ${at + 1} names no team.` }];
    return conditionsOf(rule).length === 0
      ? [{ field, says: `Rule ${at + 1} has no condition: it would give every row away.` }]
      : [];
  });

/**
 * Makes the one answer to whose a row is, and why: what was given by hand, else the first rule that
 * fits, else CODEOWNERS by its source file (the first owner there that is a team here), else the
 * team that the sources name; `null` where nobody says. In: the rules, what CODEOWNERS answers
 * (`null` without a file) and, by owner as it is written there, the team here. The order is
 * docs/decisions' "owners come in layers". Paths are asked about once each.
 */
export const ownerDecider = (
  rules: readonly OwnerRule[],
  pathOwners: PathOwners | null,
  teams: Readonly<Record<string, string>>,
): ((row: OwnedRow) => RowOwner) => {
  const conditions = rules.map(conditionsOf);
  const byPath = new Map<string, RowOwner>();
  const ofPath = (path: string): RowOwner => {
    if (pathOwners === null) return null;
    const { owners, rows } = pathOwners(path);
    const known = owners.flatMap((owner) => {
      const team = Object.hasOwn(teams, owner) ? teams[owner] : undefined;
      return team === undefined ? [] : [{ owner, team }];
    });
    const [first] = known;
    if (!first) return null;
    const also = [...new Set(known.map(({ team }) => team))].filter((team) => team !== first.team);
    return { team: first.team, why: { is: "codeowners", rows, owner: first.owner, also } };
  };
  return (row) => {
    if (row.handTeam !== null) return { team: row.handTeam, why: { is: "hand" } };
    const at = conditions.findIndex((all) => all.length > 0 && all.every((holds) => holds(row)));
    const rule = rules[at];
    if (rule) return { team: rule.team, why: { is: "rule", rule: at + 1 } };
    if (row.sourcePath !== null) {
      const known = byPath.get(row.sourcePath);
      const owner = known === undefined ? ofPath(row.sourcePath) : known;
      if (known === undefined) byPath.set(row.sourcePath, owner);
      if (owner) return owner;
    }
    return row.namedTeam === null ? null : { team: row.namedTeam, why: { is: "import" } };
  };
};

const plain = (name: string): string =>
  name
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\s_]+/g, "-");

/**
 * The team that an owner of CODEOWNERS means, where its last word is a team's key: `@acme/registry-v1`
 * is `registry-v1`. In: the owner as written, and the keys of all teams. An address is nobody's team.
 */
export const teamOfOwner = (owner: string, teams: readonly string[]): string | null => {
  if (!owner.startsWith("@")) return null;
  const word = plain(owner.slice(1).split("/").at(-1) ?? "");
  return teams.find((team) => plain(team) === word) ?? null;
};
