import { signOff as operation } from "@/lib/contract/sign-offs";
import { Refusal } from "@/lib/domain/refusal";
import { isAlwaysDrawn } from "@/lib/domain/sign-off-sample";
import { command } from "@/lib/server/command";
import type { Transaction } from "@/lib/server/db";
import { tellSettledReturns } from "@/lib/server/notices/tell-sign-offs";
import { lockSigning } from "@/lib/server/sign-offs/lock-signing";
import {
  asTheyStand,
  noteSigned,
  provenAt,
  refuseUnlessPerson,
} from "@/lib/server/sign-offs/proven-signer";
import { writePlanned } from "@/lib/server/sign-offs/retire-rows";
import { rowRanks } from "@/lib/server/sign-offs/run-sample";
import { signatureEvent } from "@/lib/server/sign-offs/signature-event";
import { type PlannedSignature, planSignatures } from "@/lib/server/sign-offs/signature-plan";
import { signOffSettings } from "@/lib/server/sign-offs/signature-standing";

/** Of rows that are signed one by one, those that always have to be opened first and are not. */
const unopened = async (
  tx: Transaction,
  programId: string,
  personId: string,
  planned: readonly PlannedSignature[],
  percent: number,
): Promise<PlannedSignature[]> => {
  const closed = planned.filter(({ subject, wasOpened }) => subject.row.id !== null && !wasOpened);
  if (percent === 0 || closed.length === 0) return [];
  const rows = closed.map(({ subject: { row } }) => row);
  const rankOf = await rowRanks(tx, programId, personId, rows);
  return closed.filter(({ subject: { row } }) => isAlwaysDrawn(rankOf(row), percent));
};

/**
 * Signs rows as they were shown. Each row is signed whole or refused with its reason; one that is
 * refused holds up none of the others.
 */
export const signOff = command(
  { name: "sign-off", allow: "sign-off:give", input: operation.input },
  async ({ tx, actor: sender, input, now, program }) => {
    refuseUnlessPerson(sender);
    const proven = await provenAt(tx, sender, now);
    await lockSigning(tx, program.id);
    const actor = await asTheyStand(tx, program.id, sender);
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
    const { samplePercent } = settings.rules;
    const demanded = await unopened(tx, program.id, actor.id, plan.signatures, samplePercent);
    const signer = {
      ...who,
      meaning: input.meaning,
      batch: input.batch ?? null,
      provenAt: proven,
    };
    const { written, announce } = await writePlanned(
      tx,
      program,
      plan.signatures.filter((one) => !demanded.includes(one)),
      signer,
    );
    const signed = written.map(({ id, kind, key }) => ({ kind, key, signature: id }));
    const closed = demanded.map(({ subject: { row } }) => ({
      kind: row.kind,
      key: row.key,
      says: "It is drawn: you have to open it before you sign it.",
    }));
    const result = { signed, refused: [...plan.refused, ...closed] };
    if (written.length === 0) return { event: "repeated", result };
    await noteSigned(tx, actor, now);
    await tellSettledReturns({ tx, now, program, actor });
    return {
      event: signatureEvent(tx, written, signer),
      result,
      announce,
    };
  },
);
