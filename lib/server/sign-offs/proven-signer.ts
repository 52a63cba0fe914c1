import type { Actor } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { missingProof } from "@/lib/domain/session-proof";
import type { Transaction } from "@/lib/server/db";
import { refuseWithoutProof } from "@/lib/server/people/second-factor";

type Person = Extract<Actor, { kind: "person" }>;

/** Only a person signs, whatever a token may do. */
export const refuseUnlessPerson: (actor: Actor) => asserts actor is Person = (actor) => {
  if (actor.kind !== "person") {
    throw new Refusal("forbidden", "Only a person signs, never an API token.");
  }
};

/**
 * When it was last proven who somebody is; refused (`needs-proof`) where that is too long ago to sign. What
 * was signed in another session proves nothing of who is at this one.
 */
export const provenAt = async (tx: Transaction, actor: Person, now: Date): Promise<Date> => {
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
