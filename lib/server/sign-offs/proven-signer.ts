import { type Actor, refuseUnlessAllowed } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { missingProof } from "@/lib/domain/session-proof";
import type { Transaction } from "@/lib/server/db";
import { refuseHeld } from "@/lib/server/people/account-holds";
import { personActor } from "@/lib/server/people/person-actor";
import { refuseWithoutProof } from "@/lib/server/people/second-factor";

type Person = Extract<Actor, { kind: "person" }>;

/** Only a person signs, whatever a token may do. */
export const refuseUnlessPerson: (actor: Actor) => asserts actor is Person = (actor) => {
  if (actor.kind !== "person") {
    throw new Refusal("forbidden", "Only a person signs, never an API token.");
  }
};

/**
 * Whoever signs as they stand at the moment of it, and not as they stood when their request came: it may
 * have waited for others. Whose account, session or role is gone meanwhile is refused; whoever left a
 * team signs for it no more. Called once the program's turn for signing is taken.
 */
export const asTheyStand = async (
  tx: Transaction,
  programId: string,
  sender: Person,
): Promise<Person> => {
  const { id, authentication, session } = sender;
  const person = await personActor(tx, id, authentication);
  const kept = session
    ? await tx.session.findUnique({ where: { id: session.id }, select: { endedAt: true } })
    : null;
  if (!person || kept?.endedAt) {
    throw new Refusal("unauthenticated", "Your session has ended meanwhile. Sign in again.");
  }
  refuseUnlessAllowed(person, "sign-off:give", programId);
  const { isAdmin, roles, teams } = person;
  return { ...sender, isAdmin, roles, teams };
};

/**
 * When it was last proven who somebody is; refused (`needs-proof`) where that is too long ago to sign. What
 * was signed in another session proves nothing of who is at this one.
 */
export const provenAt = async (tx: Transaction, actor: Person, now: Date): Promise<Date> => {
  await refuseHeld(tx, actor, now);
  const id = actor.session?.id;
  const session =
    id && (await tx.session.findUnique({ where: { id }, select: { signedAt: true } }));
  refuseWithoutProof(missingProof(actor.session, session ? session.signedAt : null, now));
  const { authenticatedAt, factorAt } = actor.session ?? {};
  const [last = now] = [authenticatedAt, factorAt]
    .flatMap((at) => at ?? [])
    .sort((one, other) => other.getTime() - one.getTime());
  return last;
};

/** Notes that a session's person has signed in it: they may go on signing there. */
export const noteSigned = async (tx: Transaction, { session }: Person, now: Date) => {
  if (session) {
    await tx.session.updateMany({ where: { id: session.id }, data: { signedAt: now } });
  }
};
