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

/** When it was last proven who somebody is; refused (`needs-proof`) where that is too long ago to sign. */
export const provenAt = async (tx: Transaction, actor: Person, now: Date): Promise<Date> => {
  const last = await tx.signature.findFirst({
    where: { personId: actor.id },
    orderBy: { at: "desc" },
    select: { at: true },
  });
  refuseWithoutProof(missingProof(actor.session, last?.at ?? null, now));
  const { authenticatedAt, factorAt } = actor.session ?? {};
  return authenticatedAt ?? factorAt ?? now;
};
