import {
  previewSignOffRun as operation,
  type PreviewedRow,
  runLimit,
} from "@/lib/contract/sign-off-runs";
import { Refusal } from "@/lib/domain/refusal";
import { obstacleToSigning } from "@/lib/domain/sign-off-obstacle";
import { query } from "@/lib/server/query";
import { openedDigests } from "@/lib/server/sign-offs/opened-digests";
import { queueFilter, queueNames } from "@/lib/server/sign-offs/queue-rows";
import { nextRunId } from "@/lib/server/sign-offs/run-identity";
import { leftOut, sampleOf } from "@/lib/server/sign-offs/run-sample";
import { readSubjectRows } from "@/lib/server/sign-offs/sign-off-reading";
import { subjectName } from "@/lib/server/sign-offs/sign-off-subjects";
import { signOffSettings } from "@/lib/server/sign-offs/signature-standing";

/** So many rows are read at a time: whoever flips a route meanwhile waits for one such read at most. */
const window = 200;

/**
 * What signing many rows at once would sign and what it would not, row by row, as whoever asks. It writes
 * nothing: the id of the run follows from the run before, and the sample from the rows.
 */
export const previewSignOffRun = query(
  { name: "preview-sign-off-run", allow: "sign-off:give", input: operation.input },
  async ({ db, actor, input, now, program }) => {
    if (actor.kind !== "person") {
      throw new Refusal("forbidden", "Only a person signs, never an API token.");
    }
    const reader = { actor, now };
    const names =
      input.subjects ??
      (await queueNames(db, await queueFilter(db, program.id, reader, input), runLimit + 1));
    if (names.length > runLimit) {
      throw new Refusal(
        "too-large",
        `More than ${runLimit.toLocaleString("en")} rows wait here: choose a batch, a team or a kind, and sign those at once.`,
      );
    }
    const rows: PreviewedRow[] = [];
    for (let at = 0; at < names.length; at += window) {
      const part = names.slice(at, at + window);
      const read = await readSubjectRows(db, program, reader, part);
      const keys = read.map(({ key }) => key);
      const opened = await openedDigests(db, program.id, actor.id, keys);
      for (const row of read) {
        const { kind, key, title, method, path, team, digest } = row;
        const wasOpened = opened.get(subjectName(row)) === digest;
        const says = obstacleToSigning(row);
        rows.push({
          kind,
          key,
          title,
          method,
          path,
          team,
          inPlaceOf: row.signsFor?.inPlaceOf ?? null,
          digest,
          says,
          wasOpened,
          isSampled: false,
        });
      }
    }
    const { rules } = await signOffSettings(db, program.id);
    const run = await nextRunId(db, program.id, actor.id);
    const ready = rows.filter(({ says }) => says === null);
    const { samplePercent } = rules;
    const sampled = await sampleOf(db, program.id, actor.id, ready, samplePercent);
    const drawn = new Set(sampled.map(subjectName));
    return {
      run,
      rows: rows.map((row) => ({ ...row, isSampled: drawn.has(subjectName(row)) })),
      ready: ready.length,
      leftOut: await leftOut(db, program, reader, ready),
      samplePercent,
    };
  },
);
