import { startSignOffRun as operation } from "@/lib/contract/sign-off-runs";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { lockSigning } from "@/lib/server/sign-offs/lock-signing";
import { openedDigests } from "@/lib/server/sign-offs/opened-digests";
import { noteSigned, provenAt, refuseUnlessPerson } from "@/lib/server/sign-offs/proven-signer";
import { nextRunId } from "@/lib/server/sign-offs/run-identity";
import { leftOut, sampleOf } from "@/lib/server/sign-offs/run-sample";
import { runView } from "@/lib/server/sign-offs/run-view";
import { subjectName } from "@/lib/server/sign-offs/sign-off-subjects";
import { signOffSettings } from "@/lib/server/sign-offs/signature-standing";

/**
 * Begins to sign many rows as they were shown: what is agreed to is kept, and signed a chunk at a time
 * by `advance-sign-off-run`. Who signs is proven here, once; rows that are drawn have to be opened, and
 * those that always are and were left out are kept with the run.
 */
export const startSignOffRun = command(
  {
    name: "start-sign-off-run",
    allow: "sign-off:give",
    input: operation.input,
    // Read before the transaction: whoever flips a route meanwhile does not wait for it.
    prepare: async ({ actor, database, input, now, program }) =>
      actor.kind === "person" ? leftOut(database, program, { actor, now }, input.subjects) : [],
  },
  async ({ tx, actor, input, now, program, prepared }) => {
    refuseUnlessPerson(actor);
    const { run, meaning, batch = null } = input;
    await lockSigning(tx, program.id);
    const known = await tx.signOffRun.findUnique({
      where: { id: run },
      select: { personId: true, programId: true },
    });
    if (known?.personId === actor.id && known.programId === program.id) {
      return { event: "repeated", result: await runView(tx, program.id, actor, run) };
    }
    const authenticatedAt = await provenAt(tx, actor, now);
    if (!actor.session || run !== (await nextRunId(tx, program.id, actor.id))) {
      throw new Refusal(
        "conflict",
        "Another run of your signatures began since this was shown. Look at it again.",
      );
    }
    const agreed = [...new Map(input.subjects.map((row) => [subjectName(row), row])).values()];
    const { rules } = await signOffSettings(tx, program.id);
    const sampled = await sampleOf(tx, program.id, actor.id, agreed, rules.samplePercent);
    const opened = await openedDigests(
      tx,
      program.id,
      actor.id,
      sampled.map(({ key }) => key),
    );
    const closed = sampled.filter((row) => opened.get(subjectName(row)) !== row.digest);
    if (closed.length > 0) {
      throw new Refusal(
        "conflict",
        `${closed.length} of the ${sampled.length} rows that were drawn are not opened yet. Open them, then sign.`,
        closed.map(({ kind, key }) => ({ says: `${kind} ${key} is not opened.`, field: key })),
        { toOpen: closed.map(({ kind, key }) => ({ kind, key })) },
      );
    }
    await tx.signOffRun.create({
      data: {
        id: run,
        programId: program.id,
        personId: actor.id,
        personName: actor.name,
        sessionId: actor.session.id,
        meaning,
        batch,
        agreed,
        sampled: sampled.map(({ kind, key }) => ({ kind, key })),
        leftOut: [...prepared],
        state: "running",
        total: agreed.length,
        authentication: actor.authentication,
        authenticatedAt,
        startedAt: now,
        updatedAt: now,
      },
    });
    await noteSigned(tx, actor, now);
    return {
      event: {
        subject: { run, ...(batch ? { batch } : {}) },
        now: {
          meaning,
          rows: agreed.length,
          sampled: sampled.length,
          leftOut: prepared.map(subjectName),
        },
      },
      result: await runView(tx, program.id, actor, run),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
