import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { InvitationView } from "@/lib/contract/invitations";
import { objectionToTeam } from "@/lib/domain/delegation";
import type { Actor, Role } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { sha256 } from "@/lib/server/audit";
import type { Transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { changeMembers, teamNamed, teamReach } from "@/lib/server/people/teams";

const day = 24 * 60 * 60 * 1000;

const fields = {
  id: true,
  email: true,
  name: true,
  role: true,
  teams: true,
  withPassword: true,
  invitedByName: true,
  createdAt: true,
  expiresAt: true,
  acceptedAt: true,
  acceptedById: true,
  revokedAt: true,
  programId: true,
  program: { select: { key: true, name: true } },
} as const;

type Row = {
  id: string;
  email: string;
  name: string;
  role: string | null;
  teams: string[];
  withPassword: boolean;
  invitedByName: string;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  acceptedById: string | null;
  revokedAt: Date | null;
  programId: string | null;
  program: { key: string; name: string } | null;
};

const stateOf = (row: Row, now: Date): InvitationView["state"] => {
  if (row.acceptedAt) return "accepted";
  if (row.revokedAt) return "revoked";
  return row.expiresAt <= now ? "expired" : "open";
};

const viewOf = (row: Row, now: Date, acceptedBy: string | null): InvitationView => ({
  id: row.id,
  email: row.email,
  name: row.name,
  program: row.program?.key ?? null,
  role: row.role as Role | null,
  teams: row.teams,
  withPassword: row.withPassword,
  by: row.invitedByName,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  state: stateOf(row, now),
  acceptedBy,
  acceptedAt: row.acceptedAt?.toISOString() ?? null,
});

const shownAtMost = 200;

/** Invitations as they are shown, the newest first: at most 200, never their links. */
export const invitationViews = async (
  tx: Transaction,
  where: { readonly id?: string; readonly programId?: string },
  now: Date,
): Promise<InvitationView[]> => {
  const rows = await tx.invitation.findMany({
    where,
    orderBy: { createdAt: "desc" },
    select: fields,
    take: shownAtMost,
  });
  const people = await tx.person.findMany({
    where: { id: { in: rows.flatMap(({ acceptedById }) => acceptedById ?? []) } },
    select: { id: true, name: true },
  });
  return rows.map((row) =>
    viewOf(row, now, people.find(({ id }) => id === row.acceptedById)?.name ?? null),
  );
};

const hasProvider = (): boolean => env().oidc !== null || env().github !== null;

/** What a page has to know to offer an invitation. */
export const invitationMeans = () => ({
  isMailed: env().mail !== null,
  hasProvider: hasProvider(),
});

type Asked = {
  readonly email: string;
  readonly name: string;
  readonly role: Role | null;
  readonly teams: readonly string[];
  readonly withPassword?: boolean | undefined;
  readonly expiresInDays: number;
};

const isAdmin = (actor: Actor): boolean =>
  actor.kind === "person" ? actor.isAdmin : actor.kind === "system" || actor.programId === null;

/** Whether a password will do; refused where a provider is set up and no admin says so. */
const passwordWillDo = (actor: Actor, asked: boolean | undefined): boolean => {
  if (!hasProvider()) return asked ?? true;
  if (asked && !isAdmin(actor)) {
    throw new Refusal(
      "forbidden",
      "People sign in with a provider here. Only an admin invites somebody to choose a password.",
      [{ field: "withPassword", says: "is an admin's to allow" }],
    );
  }
  return asked ?? false;
};

const refuseTeams = async (
  tx: Transaction,
  actor: Actor,
  programId: string | null,
  teams: readonly string[],
): Promise<void> => {
  for (const key of teams) {
    const team = await teamNamed(tx, key);
    if (programId === null) continue;
    const objection = objectionToTeam(actor, [], await teamReach(tx, team), programId, []);
    if (objection) throw new Refusal("forbidden", objection.says, [objection]);
  }
};

/** Whose access an invitation ends with: whoever invites, or whom the token acts for that does. */
const inviterOf = async (tx: Transaction, actor: Actor): Promise<string | null> => {
  if (actor.kind === "person") return actor.id;
  if (actor.kind === "system" || !z.uuid().safeParse(actor.id).success) return null;
  const token = await tx.token.findUnique({ where: { id: actor.id }, select: { ownerId: true } });
  return token?.ownerId ?? null;
};

/**
 * Stores an invitation under the hash of its code; the link is answered once. What was open for the same
 * address in the same place is revoked by it: one link at a time.
 */
export const storeInvitation = async (
  tx: Transaction,
  actor: Actor,
  program: { readonly id: string } | null,
  asked: Asked,
  now: Date,
): Promise<{ readonly view: InvitationView; readonly link: string }> => {
  const programId = program?.id ?? null;
  const teams = [...new Set(asked.teams)];
  await refuseTeams(tx, actor, programId, teams);
  const email = asked.email.toLowerCase();
  const code = randomBytes(32).toString("base64url");
  await tx.invitation.updateMany({
    where: { email, programId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
  const { id } = await tx.invitation.create({
    data: {
      programId,
      email,
      name: asked.name,
      role: asked.role,
      teams,
      withPassword: passwordWillDo(actor, asked.withPassword),
      hash: sha256(code),
      invitedByName: actor.name,
      invitedById: await inviterOf(tx, actor),
      createdAt: now,
      expiresAt: new Date(now.getTime() + asked.expiresInDays * day),
    },
    select: { id: true },
  });
  const [view] = await invitationViews(tx, { id }, now);
  if (!view) throw new Error("The invitation that was just made is not there.");
  return { view, link: `${env().publicUrl}/invitations?code=${code}` };
};

/** Revokes an open invitation. Answers whether it was still open. */
export const endInvitation = async (
  tx: Transaction,
  where: { readonly id: string; readonly programId?: string },
  now: Date,
): Promise<{ readonly view: InvitationView; readonly wasOpen: boolean }> => {
  const { count } = await tx.invitation.updateMany({
    where: { ...where, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
  const [view] = await invitationViews(tx, where, now);
  if (!view) throw new Refusal("not-found", "There is no such invitation.");
  return { view, wasOpen: count > 0 };
};

const over: Record<Exclude<InvitationView["state"], "open">, string> = {
  accepted: "This invitation was used already: a link works once. Sign in, or ask for another.",
  revoked: "This invitation was revoked, or a newer one took its place. Ask for another.",
  expired: "This invitation has expired. Ask for another.",
};

/** The open invitation behind a link's code; refused in words where it opens nothing any more. */
export const openInvitation = async (tx: Transaction, code: string, now: Date): Promise<Row> => {
  const row = await tx.invitation.findUnique({ where: { hash: sha256(code) }, select: fields });
  // Not "forbidden": that would let anybody fill the audit chain.
  if (!row) {
    throw new Refusal(
      "not-found",
      "This is no invitation's link. Copy it whole, or ask for another.",
    );
  }
  const state = stateOf(row, now);
  if (state !== "open") throw new Refusal("conflict", over[state]);
  return row;
};

/** Spends the invitation on a person: its role and teams are theirs, granted by who invited them. */
export const takeUp = async (
  tx: Transaction,
  invitation: Row,
  personId: string,
  now: Date,
): Promise<void> => {
  const { count } = await tx.invitation.updateMany({
    where: { id: invitation.id, acceptedAt: null, revokedAt: null },
    data: { acceptedAt: now, acceptedById: personId },
  });
  if (count === 0) throw new Refusal("conflict", over.accepted);
  const { programId, role, invitedByName: by } = invitation;
  if (programId !== null && role !== null) {
    const grant = { source: "person", grantedByName: by, grantedAt: now };
    await tx.membership.updateMany({
      where: { personId, programId, role, source: { not: "person" } },
      data: grant,
    });
    await tx.membership.createMany({
      data: [{ personId, programId, role, ...grant }],
      skipDuplicates: true,
    });
  }
  for (const key of invitation.teams) {
    const team = await tx.team.findUnique({ where: { key } });
    if (team) await changeMembers(tx, team, { add: [personId], remove: [], by, at: now });
  }
};
