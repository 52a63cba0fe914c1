import type { Deactivation } from "@/lib/contract/accounts";
import type { Actor, Role } from "@/lib/domain/permissions";
import { sql, type Transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";

type Who = { readonly id: string; readonly handle: string; readonly name: string };

/** Admins who can sign in besides this person. */
const otherAdmins = (tx: Transaction, id: string): Promise<number> =>
  tx.person.count({
    where: {
      isAdmin: true,
      isService: false,
      deactivatedAt: null,
      id: { not: id },
      ...(env().isLocal ? {} : { isExample: false }),
    },
  });

/** What stands against taking an admin's rights away, in words; `null` when nothing does. */
export const objectionToLosingAdmin = async (
  tx: Transaction,
  actor: Actor,
  { id, name }: Who,
): Promise<string | null> => {
  if (actor.kind === "person" && actor.id === id) {
    return "Nobody does this to themselves. Ask another admin.";
  }
  const { isAdmin } = await tx.person.findUniqueOrThrow({
    where: { id },
    select: { isAdmin: true },
  });
  return isAdmin && (await otherAdmins(tx, id)) === 0
    ? `${name} is the last admin. Make somebody else an admin first.`
    : null;
};

const emptyTeams = async (tx: Transaction, id: string): Promise<Deactivation["emptyTeams"]> => {
  const teams = await tx.$queryRaw<{ id: string; key: string }[]>(sql`
    SELECT t."id"::text AS "id", t."key" FROM "TeamMember" m JOIN "Team" t ON t."id" = m."teamId"
    WHERE m."personId" = ${id}::uuid AND NOT EXISTS (
      SELECT 1 FROM "TeamMember" o JOIN "Person" p ON p."id" = o."personId"
      WHERE o."teamId" = t."id" AND o."personId" <> m."personId"
        AND p."deactivatedAt" IS NULL AND NOT p."isService")
    ORDER BY t."key"`);
  const rows = await tx.$queryRaw<{ teamId: string; program: string; count: number }[]>(sql`
    SELECT i."teamId"::text AS "teamId", p."key" AS "program", count(*)::int AS "count"
    FROM "Item" i JOIN "Program" p ON p."id" = i."programId"
    WHERE i."teamId" = ANY(${teams.map((team) => team.id)}::uuid[])
    GROUP BY 1, 2 ORDER BY 2`);
  return teams.map((team) => ({
    team: team.key,
    rows: rows
      .filter(({ teamId }) => teamId === team.id)
      .map(({ program, count }) => ({ program, count })),
  }));
};

const lastRoles = async (tx: Transaction, id: string): Promise<Deactivation["lastRoles"]> =>
  (
    await tx.$queryRaw<{ program: string; role: string }[]>(sql`
      SELECT g."key" AS "program", m."role" FROM "Membership" m
      JOIN "Program" g ON g."id" = m."programId"
      WHERE m."personId" = ${id}::uuid AND m."role" <> 'viewer' AND NOT EXISTS (
        SELECT 1 FROM "Membership" o JOIN "Person" p ON p."id" = o."personId"
        WHERE (o."programId" = m."programId" OR o."programId" IS NULL) AND o."role" = m."role"
          AND o."personId" <> m."personId" AND p."deactivatedAt" IS NULL)
      ORDER BY 1, 2`)
  ).map(({ program, role }) => ({ program, role: role as Role }));

const openInvitations = async (
  tx: Transaction,
  id: string,
  now: Date,
): Promise<Deactivation["invitations"]> =>
  (
    await tx.invitation.findMany({
      where: { invitedById: id, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
      orderBy: { createdAt: "asc" },
      select: {
        id: true,
        email: true,
        role: true,
        expiresAt: true,
        program: { select: { key: true } },
      },
    })
  ).map(({ program, role, expiresAt, ...invitation }) => ({
    ...invitation,
    program: program?.key ?? null,
    role: role as Role | null,
    expiresAt: expiresAt.toISOString(),
  }));

/** What deactivating somebody would end, and what would then have nobody. */
export const readDeactivation = async (
  tx: Transaction,
  actor: Actor,
  person: Who,
  now: Date,
): Promise<Deactivation> => {
  const { id } = person;
  const programs = await tx.program.findMany({ select: { id: true, key: true } });
  const keyOf = (programId: string | null): string =>
    programs.find((program) => program.id === programId)?.key ?? "";
  const tokens = await tx.token.findMany({
    where: { ownerId: id, revokedAt: null },
    orderBy: { createdAt: "asc" },
    select: { id: true, name: true, programId: true, lastUsedAt: true },
  });
  const requests = await tx.flipRequest.findMany({
    where: {
      requesterId: id,
      state: { in: ["draft", "awaiting_approval", "approved", "scheduled"] },
    },
    orderBy: { createdAt: "asc" },
    select: {
      number: true,
      state: true,
      environment: { select: { key: true, programId: true } },
    },
  });
  const asks = await tx.signOffAsk.findMany({ where: { askedById: id }, take: 200 });
  const returns = await tx.signOffReturn.findMany({
    where: { byId: id, settledAt: null },
    take: 200,
  });
  const subject = (row: { programId: string; subjectKind: string; subjectKey: string }) => ({
    program: keyOf(row.programId),
    kind: row.subjectKind,
    key: row.subjectKey,
  });
  return {
    handle: person.handle,
    name: person.name,
    objection: await objectionToLosingAdmin(tx, actor, person),
    sessions: await tx.session.count({ where: { personId: id, endedAt: null } }),
    tokens: tokens.map((token) => ({
      id: token.id,
      name: token.name,
      program: keyOf(token.programId) || null,
      lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    })),
    emptyTeams: await emptyTeams(tx, id),
    lastRoles: await lastRoles(tx, id),
    requests: requests.map(({ number, state, environment }) => ({
      program: keyOf(environment.programId),
      environment: environment.key,
      number,
      state: state.replace("_", "-"),
    })),
    asks: asks.map(subject),
    returns: returns.map(subject),
    invitations: await openInvitations(tx, id, now),
    passwordResets: await tx.passwordReset.count({
      where: {
        OR: [{ personId: id }, { madeById: id }],
        usedAt: null,
        endedAt: null,
        expiresAt: { gt: now },
      },
    }),
  };
};
