import { signOff as operation } from "@/lib/contract/sign-offs";
import { Refusal } from "@/lib/domain/refusal";
import { missingProof } from "@/lib/domain/session-proof";
import { command } from "@/lib/server/command";
import { signatureEvent } from "@/lib/server/sign-offs/signature-event";
import { planSignatures } from "@/lib/server/sign-offs/signature-plan";
import { signOffSettings } from "@/lib/server/sign-offs/signature-standing";
import { writeSignatures } from "@/lib/server/sign-offs/signature-write";

/**
 * Signs rows as they were shown. Each row is signed whole or refused with its reason; one that is
 * refused holds up none of the others.
 */
export const signOff = command(
  { name: "sign-off", allow: "sign-off:give", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    if (actor.kind !== "person") {
      throw new Refusal("forbidden", "Only a person signs, never an API token.");
    }
    const last = await tx.signature.findFirst({
      where: { personId: actor.id },
      orderBy: { at: "desc" },
      select: { at: true },
    });
    const proof = missingProof(actor.session, last?.at ?? null, now);
    if (proof) throw new Refusal("needs-proof", proof.says, [], { proof: proof.kind });
    const settings = await signOffSettings(tx, program.id);
    const who = { actor, now };
    const { signatures, refused } = await planSignatures(
      tx,
      program,
      who,
      input.subjects,
      settings,
      input.to,
    );
    const { authenticatedAt, factorAt } = actor.session ?? {};
    const provenAt = authenticatedAt ?? factorAt ?? now;
    const signer = { ...who, meaning: input.meaning, batch: input.batch ?? null, provenAt };
    const written = await writeSignatures(tx, program.id, signatures, signer);
    const signed = written.map(({ id, kind, key }) => ({ kind, key, signature: id }));
    const result = { signed, refused: [...refused] };
    if (written.length === 0) return { event: "repeated", result };
    return {
      event: signatureEvent(tx, written, signer),
      result,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
