import * as z from "zod";
import { Key } from "@/lib/contract/words";
import type { Actor } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import type { Transaction } from "@/lib/server/db";
import { tellSettledReturns, tellSigned } from "@/lib/server/notices/tell-sign-offs";
import { refuseHeld } from "@/lib/server/people/account-holds";
import { lockSigning } from "@/lib/server/sign-offs/lock-signing";
import { asTheyStand, refuseUnlessPerson } from "@/lib/server/sign-offs/proven-signer";
import { writePlanned } from "@/lib/server/sign-offs/retire-rows";
import { passChunk, takeChunk } from "@/lib/server/sign-offs/run-chunk";
import { subjectName } from "@/lib/server/sign-offs/sign-off-subjects";
import { signatureEvent } from "@/lib/server/sign-offs/signature-event";
import { planSignatures } from "@/lib/server/sign-offs/signature-plan";
import { signOffSettings } from "@/lib/server/sign-offs/signature-standing";
import { signingTeams } from "@/lib/server/sign-offs/signing-teams";

const input = z.object({
  program: Key,
  run: z.uuid(),
  /** How many rows; each is signed whole or refused with its reason. */
  size: z.number().int().min(1).max(200),
  /** Why the next row is passed over, where it could not be signed for a fault of ours. */
  giveUp: z.string().optional(),
});

/** `elsewhere`: it is over, or another process is at it. */
type RunStep = "running" | "done" | "elsewhere";

/** Rows between two announcements: an open page reads its whole queue again at each. */
const announcedEvery = 1_000;

/** Nothing could be signed: whoever is in no team any more is told that, and not of every row that it is not theirs. */
const refuseTeamless = async (
  tx: Transaction,
  programId: string,
  actor: Extract<Actor, { kind: "person" }>,
  now: Date,
): Promise<void> => {
  const { own, deputyOf } = await signingTeams(tx, programId, actor, now);
  if ([...own, ...deputyOf].every((name) => name === `@${actor.handle}`)) {
    throw new Refusal("forbidden", `${actor.name} is in no team any more.`);
  }
};

/**
 * Signs the next rows of a run, as whoever started it stands now: their role, their teams and their
 * session are looked at again for every chunk. How far the run is, is written with the signatures.
 */
export const advanceSignOffRun = command(
  { name: "advance-sign-off-run", allow: "sign-off:give", input },
  async ({ tx, actor: sender, input: { run, size, giveUp }, now, program }) => {
    refuseUnlessPerson(sender);
    await lockSigning(tx, program.id);
    const chunk = await takeChunk(tx, program.id, run, size);
    if (!chunk || chunk.personId !== sender.id) {
      return { event: "repeated", result: { state: "elsewhere" as RunStep } };
    }
    const actor = await asTheyStand(tx, program.id, sender);
    await refuseHeld(tx, actor, now);
    const settings = await signOffSettings(tx, program.id);
    const who = { actor, now };
    const plan =
      giveUp === undefined
        ? await planSignatures(tx, program, who, chunk.rows, settings, undefined)
        : {
            signatures: [],
            refused: chunk.rows.map(({ kind, key }) => ({ kind, key, says: giveUp })),
          };
    if (giveUp === undefined && plan.signatures.length === 0) {
      await refuseTeamless(tx, program.id, actor, now);
    }
    const drawn = new Set(chunk.sampled.map(subjectName));
    const { meaning, batch, authenticatedAt } = chunk;
    const signer = { ...who, meaning, batch, provenAt: authenticatedAt };
    const { written, announce } = await writePlanned(
      tx,
      program,
      plan.signatures.map((one) => ({
        ...one,
        wasSampled: drawn.has(subjectName(one.subject.row)),
      })),
      signer,
    );
    if (written.length > 0) await tellSettledReturns({ tx, now, program, actor });
    const outcome = { signed: written.length, refused: plan.refused };
    const state = await passChunk(tx, run, chunk, now, outcome);
    const { personId, total } = chunk;
    if (state === "done") {
      const signed = chunk.signed + written.length;
      await tellSigned({ tx, program, now }, { id: run, personId, batch, signed, total });
    }
    const event =
      written.length > 0
        ? signatureEvent(tx, written, signer)
        : { subject: {}, now: { refused: plan.refused.length } };
    return {
      event: { ...event, subject: { ...event.subject, run } },
      result: { state: state as RunStep },
      announce:
        // What it did to switches is told at once; that rows were signed, now and then.
        announce.some(({ kind }) => kind === "snapshot") ||
        state === "done" ||
        chunk.passed % announcedEvery < size
          ? announce
          : [],
    };
  },
);
