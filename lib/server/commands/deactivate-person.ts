import { deactivatePerson as operation } from "@/lib/contract/accounts";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { accountNamed } from "@/lib/server/people/account-view";
import { readDeactivation } from "@/lib/server/people/deactivation";
import { endResets } from "@/lib/server/people/password-resets";

/** Ends somebody's access at once, with their sessions and tokens; what they did keeps their name. */
export const deactivatePerson = command(
  { name: "deactivate-person", allow: "installation:manage", input: operation.input },
  async ({ tx, actor, input, now }) => {
    const { id, view } = await accountNamed(tx, input.person);
    const who = { id, handle: view.handle, name: view.name };
    const ended = await readDeactivation(tx, actor, who, now);
    if (view.deactivatedAt) return { event: "repeated", result: { account: view, ended } };
    if (ended.objection) throw new Refusal("conflict", ended.objection);
    await tx.person.update({ where: { id }, data: { deactivatedAt: now } });
    await tx.session.updateMany({
      where: { personId: id, endedAt: null },
      data: { endedAt: now, endedByName: actor.name },
    });
    await tx.token.updateMany({
      where: { ownerId: id, revokedAt: null },
      data: { revokedAt: now },
    });
    await tx.invitation.updateMany({
      where: { invitedById: id, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    await endResets(tx, { personId: id }, now);
    await endResets(tx, { madeById: id }, now);
    const { tokens, emptyTeams, lastRoles, sessions, invitations } = ended;
    const account = { ...view, deactivatedAt: now.toISOString() };
    return {
      event: {
        subject: { person: view.handle },
        was: { isActive: true },
        now: {
          isActive: false,
          sessionsEnded: sessions,
          tokensRevoked: tokens.map(({ name, program }) => ({ name, program })),
          invitationsRevoked: invitations.map(({ email, program }) => ({ email, program })),
          emptyTeams: emptyTeams.map(({ team }) => team),
          lastRoles,
        },
        reason: input.reason,
      },
      result: { account, ended },
      announce: tokens.length > 0 ? [{ kind: "tokens" }] : [],
    };
  },
);
