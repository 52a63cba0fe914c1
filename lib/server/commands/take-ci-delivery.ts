import { type CiDeliveryAnswer, takeCiDelivery as operation } from "@/lib/contract/ci";
import type { Actor } from "@/lib/domain/permissions";
import {
  coveredPlaces,
  failureWords,
  lastRunOf,
  type PipelineRun,
  pipelineKey,
  sourceKeyOf,
  stepOfRun,
} from "@/lib/domain/pipeline-run";
import { Refusal } from "@/lib/domain/refusal";
import { readGithubEvent, readGitlabEvent } from "@/lib/formats/read-pipeline-event";
import { sha256 } from "@/lib/server/audit";
import { blockerRecord, nextBlockerNumber } from "@/lib/server/blockers/blocker-write";
import {
  coversOf,
  refuseForeignGitlab,
  refuseUnsignedGithub,
} from "@/lib/server/blockers/ci-hooks";
import { hearRun } from "@/lib/server/blockers/heard-runs";
import { command } from "@/lib/server/command";
import type { Json, Transaction } from "@/lib/server/db";
import { tellBlocker } from "@/lib/server/notices/tell-blockers";

/** Days that a delivery is remembered: services send again within hours, and an older run overrules nothing. */
const keptDays = 30;

const nothing = (says: string): { event: "repeated"; result: CiDeliveryAnswer } => ({
  event: "repeated",
  result: { did: "nothing", says, blocker: null },
});

/**
 * Whether this call is the first of its content. Neither service signs its delivery's id, so that the content
 * alone tells a replay: an event's body names its run and when it ended.
 */
const isFirst = async (tx: Transaction, hookId: string, body: string, at: Date) => {
  const before = new Date(at.getTime() - keptDays * 86_400_000);
  await tx.ciDelivery.deleteMany({ where: { hookId, at: { lt: before } } });
  const { count } = await tx.ciDelivery.createMany({
    data: [{ hookId, delivery: sha256(body), at }],
    skipDuplicates: true,
  });
  return count === 1;
};

const detailOf = (run: PipelineRun): string =>
  `Run ${run.run}${run.url ? ` (${run.url})` : ""} of commit ${run.commit} ended as "${run.word}". It closes when a run of this or a later commit is green.`;

const uncovered = ({ pipeline, branch }: PipelineRun): string =>
  `No cover names ${pipeline || "this pipeline"} on ${branch}; nothing was changed.`;

type Hook = {
  readonly id: string;
  readonly programId: string;
  readonly name: string;
  readonly owner: string | null;
  readonly covers: unknown;
};

/** Opens, updates or closes the blocker of a run's pipeline and branch. */
const settle = async (tx: Transaction, hook: Hook, actor: Actor, run: PipelineRun, now: Date) => {
  const { programId } = hook;
  const holds = coveredPlaces(coversOf(hook.covers), run);
  // Before it is looked for: two failures at once would each open one.
  const number = await nextBlockerNumber(tx, programId);
  const known = await tx.blocker.findFirst({
    where: { programId, source: "ci", sourceKey: { startsWith: `${pipelineKey(run)} ` } },
    orderBy: { number: "desc" },
  });
  if (holds.length === 0 && known === null) {
    return { step: { does: "nothing" as const, says: uncovered(run) }, was: null, is: null };
  }
  const heardBefore = await hearRun(tx, hook.id, run, now);
  const failedLast = known?.sourceKey ? lastRunOf(known.sourceKey) : null;
  // Held is what failed last: a green run has to say more than that one, whatever else was heard.
  const isOpen = known !== null && known.resolvedAt === null;
  const step = stepOfRun(
    known === null ? "none" : isOpen ? "open" : "closed",
    isOpen ? failedLast : (heardBefore ?? failedLast),
    run,
  );
  if (step.does === "nothing") return { step, was: null, is: null };
  // A pipeline that nothing is covered by any more may still let go of what it held.
  if (holds.length === 0 && step.does !== "close") {
    return { step: { does: "nothing" as const, says: uncovered(run) }, was: null, is: null };
  }
  const heard = { sourceKey: sourceKeyOf(run), url: run.url };
  const failing = {
    ...heard,
    text: failureWords(run).slice(0, 200),
    detail: detailOf(run),
    holds: holds as unknown as Json,
    owner: hook.owner,
  };
  if (known === null) {
    const opened = { programId, number, since: now, byName: actor.name, source: "ci" };
    return { step, was: null, is: await tx.blocker.create({ data: { ...failing, ...opened } }) };
  }
  const version = { increment: 1 };
  const change =
    step.does === "close"
      ? {
          ...heard,
          resolvedAt: now,
          resolvedByName: actor.name,
          resolution: `${step.says}${run.url ? ` ${run.url}` : ""}`,
        }
      : step.does === "reopen"
        ? { ...failing, since: now, resolvedAt: null, resolvedByName: null, resolution: null }
        : failing;
  const is = await tx.blocker.update({ where: { id: known.id }, data: { ...change, version } });
  return { step, was: known, is };
};

const did = {
  open: "opened",
  reopen: "reopened",
  update: "updated",
  close: "closed",
  nothing: "nothing",
} as const satisfies Record<string, CiDeliveryAnswer["did"]>;

/** What the blocker's history calls it. */
const told = {
  open: "opened",
  reopen: "reopened",
  update: "failed again",
  close: "closed",
} as const;

/**
 * Takes a CI service's word for how a pipeline went: known by its signature or token. A failing one holds what the
 * hook covers until a later run is green. What is no news here is taken and ignored, as these services expect.
 */
export const takeCiDelivery = command(
  { name: "take-ci-delivery", allow: "blocker:write", input: operation.input },
  async ({ tx, input, now }) => {
    const hook = await tx.ciHook.findUnique({
      where: { id: input.hook },
      include: { program: { select: { key: true } } },
    });
    if (!hook || hook.revokedAt) {
      throw new Refusal("unauthenticated", "There is no such CI hook, or it was revoked.");
    }
    const isGithub = hook.kind === "github";
    if (isGithub) refuseUnsignedGithub(hook.id, input.signature, input.body);
    else refuseForeignGitlab(hook.id, input.token);
    const event = isGithub
      ? readGithubEvent(input.githubEvent ?? "", input.body)
      : readGitlabEvent(input.gitlabEvent ?? "", input.body);
    if (!(await isFirst(tx, hook.id, input.body, now))) {
      return nothing("This was told already; nothing was changed.");
    }
    if (event.is === "ignored") return nothing(event.says);
    const actor: Actor = {
      kind: "token",
      id: hook.id,
      name: `CI hook ${hook.name}`,
      scopes: ["evidence"],
      programId: hook.programId,
      environmentId: null,
    };
    const { step, was, is } = await settle(tx, hook, actor, event.run, now);
    if (step.does === "nothing" || is === null) return nothing(step.says);
    // A pipeline that fails again and again is told of when it began to.
    if (step.does !== "update") {
      const program = { id: hook.programId, key: hook.program.key };
      await tellBlocker({ tx, now, actor, program }, is);
    }
    return {
      event: {
        chain: hook.programId,
        actor,
        subject: { program: hook.program.key, blocker: is.number, ciHook: hook.id },
        was: was && blockerRecord(was),
        now: { ...blockerRecord(is), did: told[step.does] },
        reason: step.says,
      },
      result: { did: did[step.does], says: step.says, blocker: is.number },
      announce: [{ kind: "program", program: hook.program.key }],
    };
  },
);
