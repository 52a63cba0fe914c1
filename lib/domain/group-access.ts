import type { Role } from "@/lib/domain/permissions";

/** A rule: who is in this group of that provider has the role in a program, or belongs to the team, or both. */
export type GroupRule = {
  readonly provider: string;
  readonly group: string;
  /** `null` with a role: in every program. */
  readonly programId: string | null;
  readonly role: Role | null;
  readonly team: string | null;
};

/** `person` for what somebody granted, else the group that it follows, `oidc platform`. */
type Source = { readonly source: string };
type HeldRole = Source & { readonly programId: string | null; readonly role: string };
type HeldTeam = Source & { readonly team: string };

export type Held = { readonly roles: readonly HeldRole[]; readonly teams: readonly HeldTeam[] };

/** What has to be added and taken so that access follows the groups. */
export type GroupStep = { readonly add: Held; readonly remove: Held };

/** What stands as the source of access that follows a group. */
export const groupSource = (provider: string, group: string): string => `${provider} ${group}`;

const roleKey = ({ programId, role }: Omit<HeldRole, "source">) => `${programId ?? "*"} ${role}`;

const step = <Entry extends Source>(
  held: readonly Entry[],
  wanted: readonly Entry[],
  keyOf: (entry: Entry) => string,
  isOfProvider: (entry: Entry) => boolean,
): { add: Entry[]; remove: Entry[] } => {
  const first = new Map(wanted.toReversed().map((entry) => [keyOf(entry), entry]));
  const remove = held.filter(
    (entry) => isOfProvider(entry) && first.get(keyOf(entry))?.source !== entry.source,
  );
  const stays = new Set(held.filter((entry) => !remove.includes(entry)).map(keyOf));
  return { add: [...first.values()].filter((entry) => !stays.has(keyOf(entry))), remove };
};

/**
 * How access that follows groups comes into step with what a provider tells of them now. Takes the
 * rules, the groups told by one provider, and what is held; gives what to add and what to remove.
 * Rule: only what follows a group of this same provider is ever removed; what a person granted stays,
 * and is not granted a second time.
 */
export const groupStep = (
  rules: readonly GroupRule[],
  { provider, groups }: { readonly provider: string; readonly groups: readonly string[] },
  held: Held,
): GroupStep => {
  const told = new Set(groups);
  const mine = rules.filter((rule) => rule.provider === provider && told.has(rule.group));
  const isOfProvider = ({ source }: Source) => source.startsWith(`${provider} `);
  const roles = step(
    held.roles,
    mine.flatMap(({ role, programId, group }) =>
      role === null ? [] : [{ role, programId, source: groupSource(provider, group) }],
    ),
    roleKey,
    isOfProvider,
  );
  const teams = step(
    held.teams,
    mine.flatMap(({ team, group }) =>
      team === null ? [] : [{ team, source: groupSource(provider, group) }],
    ),
    ({ team }) => team,
    isOfProvider,
  );
  return {
    add: { roles: roles.add, teams: teams.add },
    remove: { roles: roles.remove, teams: teams.remove },
  };
};
