import { signOff as operation } from "@/lib/contract/sign-offs";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { tellSettledReturns } from "@/lib/server/notices/tell-sign-offs";
import { lockSigning } from "@/lib/server/sign-offs/lock-signing";
import { noteSigned, provenAt, refuseUnlessPerson } from "@/lib/server/sign-offs/proven-signer";
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
    refuseUnlessPerson(actor);
    const proven = await provenAt(tx, actor, now);
    await lockSigning(tx, program.id);
    const settings = await signOffSettings(tx, program.id);
    if (input.subjects.length > 1 && settings.rules.samplePercent > 0) {
      throw new Refusal(
        "conflict",
        "Of rows that are signed together some have to be opened first here: start a run of signatures.",
      );
    }
    const who = { actor, now };
    const { subjects, to } = input;
    const plan = await planSignatures(tx, program, who, subjects, settings, to);
    const signer = {
      ...who,
      meaning: input.meaning,
      batch: input.batch ?? null,
      provenAt: proven,
    };
    const written = await writeSignatures(tx, program.id, plan.signatures, signer);
    const signed = written.map(({ id, kind, key }) => ({ kind, key, signature: id }));
    const result = { signed, refused: [...plan.refused] };
    if (written.length === 0) return { event: "repeated", result };
    await noteSigned(tx, actor, now);
    await tellSettledReturns({ tx, now, program, actor });
    return {
      event: signatureEvent(tx, written, signer),
      result,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
