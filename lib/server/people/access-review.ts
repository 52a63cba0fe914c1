import type { PersonAccess, TokenAccess } from "@/lib/contract/access";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { type Permission, permissions, type Role } from "@/lib/domain/permissions";
import {
  canBeUsed,
  lastUseOf,
  permissionsOfRoles,
  permissionsOfScopes,
} from "@/lib/domain/role-use";
import { sha256 } from "@/lib/server/audit";
import { sql, type Transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { grantView } from "@/lib/server/people/account-view";
import { tokenFields, tokenViews } from "@/lib/server/people/tokens";

type Did = PersonAccess["did"][number];
type Use = {
  /** Within the months that are counted. */
  readonly did: readonly Did[];
  /** Ever. */
  readonly used: readonly { readonly permission: Permission; readonly lastAt: string }[];
  readonly lastActAt: string | null;
};

const isPermission = (word: string): word is Permission => word in permissions;

/** The first of so many months, this one included: `2026-09`. */
export const monthsBack = (now: Date, months: number): string =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months + 1, 1))
    .toISOString()
    .slice(0, 7);

type Summed = {
  readonly actor: string;
  readonly permission: string;
  /** Within the months that are counted; the last is `null` where nothing was done in them. */
  readonly accepted: number;
  readonly denied: number;
  readonly countedAt: Date | null;
  /** Ever: when something was last accepted, and last tried. */
  readonly usedAt: Date | null;
  readonly triedAt: Date;
};

/** What everybody did in a program, by their ids: read from the counts, never from the events. */
const usesOf = async (
  tx: Transaction,
  chain: string,
  from: string,
): Promise<(actor: string) => Use> => {
  const rows = await tx.$queryRaw<Summed[]>(sql`
    SELECT "actor", "permission",
      coalesce(sum("accepted") FILTER (WHERE "month" >= ${from}), 0)::int AS "accepted",
      coalesce(sum("denied") FILTER (WHERE "month" >= ${from}), 0)::int AS "denied",
      max("lastAt") FILTER (WHERE "month" >= ${from}) AS "countedAt",
      max("lastAt") FILTER (WHERE "accepted" > 0) AS "usedAt", max("lastAt") AS "triedAt"
    FROM "AuditTally" WHERE "chain" = ${chain} GROUP BY "actor", "permission"`);
  const byActor = new Map<string, Summed[]>();
  for (const row of rows) byActor.set(row.actor, [...(byActor.get(row.actor) ?? []), row]);
  return (actor) => {
    const own = byActor.get(actor) ?? [];
    const last = own.map(({ triedAt }) => triedAt.toISOString()).sort();
    const did: Did[] = [];
    const used: { permission: Permission; lastAt: string }[] = [];
    for (const { permission, accepted, denied, countedAt, usedAt } of own) {
      if (!isPermission(permission)) continue;
      if (countedAt) did.push({ permission, accepted, denied, lastAt: countedAt.toISOString() });
      if (usedAt) used.push({ permission, lastAt: usedAt.toISOString() });
    }
    did.sort((left, right) => right.accepted - left.accepted);
    return { did, used, lastActAt: last.at(-1) ?? null };
  };
};

const peopleOf = async (
  tx: Transaction,
  programId: string,
  useOf: (actor: string) => Use,
): Promise<PersonAccess[]> => {
  const inProgram = { OR: [{ programId }, { programId: null }] };
  const people = await tx.person.findMany({
    where: {
      deactivatedAt: null,
      isService: false,
      ...(env().isLocal ? {} : { isExample: false }),
      OR: [{ isAdmin: true }, { memberships: { some: inProgram } }],
    },
    orderBy: [{ name: "asc" }, { handle: "asc" }],
    select: {
      id: true,
      handle: true,
      name: true,
      isAdmin: true,
      lastSeenAt: true,
      memberships: { where: inProgram, orderBy: { role: "asc" } },
      teams: { include: { team: { select: { key: true } } }, orderBy: { team: { key: "asc" } } },
    },
  });
  return people.map(({ id, lastSeenAt, memberships, teams, ...person }) => {
    const { did, used, lastActAt } = useOf(id);
    return {
      ...person,
      lastSeenAt: lastSeenAt?.toISOString() ?? null,
      roles: memberships.map((held) => ({
        role: held.role as Role,
        everywhere: held.programId === null,
        ...grantView(held),
        lastUsedAt: lastUseOf(held.role as Role, used),
        canBeUsed: canBeUsed(held.role as Role),
      })),
      teams: teams.map(({ team, ...held }) => ({ team: team.key, ...grantView(held) })),
      may: permissionsOfRoles(
        memberships.map(({ role }) => role as Role),
        person.isAdmin,
      ),
      did: [...did],
      lastActAt,
    };
  });
};

const tokensOf = async (
  tx: Transaction,
  programId: string,
  useOf: (actor: string) => Use,
  now: Date,
): Promise<TokenAccess[]> => {
  const rows = await tx.token.findMany({
    where: {
      programId,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
    orderBy: [{ name: "asc" }, { createdAt: "asc" }],
    select: tokenFields,
  });
  return (await tokenViews(tx, rows)).map((token) => {
    const { did, lastActAt } = useOf(token.id);
    return { ...token, may: permissionsOfScopes(token.scopes), did: [...did], lastActAt };
  });
};

/** Who and what has access: what a review confirms. When it was used is beside it, and moves on. */
const digestOf = (people: readonly PersonAccess[], tokens: readonly TokenAccess[]): string =>
  sha256(
    canonicalJson({
      people: people.map(({ handle, isAdmin, roles, teams }) => ({
        handle,
        isAdmin,
        roles: roles.map(({ role, everywhere, source }) => ({ role, everywhere, source })),
        teams: teams.map(({ team, source }) => ({ team, source })),
      })),
      tokens: tokens.map(({ id, scopes, environment, owner, expiresAt }) => ({
        id,
        scopes,
        environment,
        owner: owner?.handle ?? null,
        expiresAt,
      })),
    }),
  );

/** Who has access to a program, since when and from whom, what they did since a month, and its digest. */
export const accessOf = async (tx: Transaction, programId: string, from: string, now: Date) => {
  const useOf = await usesOf(tx, programId, from);
  const people = await peopleOf(tx, programId, useOf);
  const tokens = await tokensOf(tx, programId, useOf, now);
  return { people, tokens, digest: digestOf(people, tokens) };
};
