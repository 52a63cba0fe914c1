import type { z } from "zod";
import type {
  DeploymentAnswer,
  DeploymentView,
  reportDeployment,
} from "@/lib/contract/deployments";
import {
  type Build,
  type BuildSide,
  countedCommits,
  type EvidenceRules,
  evidenceRulesOf,
  planDeployment,
  refuseFutureDeployment,
  sideOfWord,
} from "@/lib/domain/deployment";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";
import { becameUnknown } from "@/lib/server/evidence/deployment-tests";
import type { ProgramScope } from "@/lib/server/scope";

type Report = z.infer<typeof reportDeployment.input>;

/** The builds of one side that run in an environment, the oldest first. */
export const liveBuilds = (tx: Transaction, environmentId: string, side: BuildSide) =>
  tx.deployment.findMany({
    where: { environmentId, side, endedAt: null },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });

export const readRules = async (tx: Transaction, programId: string): Promise<EvidenceRules> => {
  const { evidenceRules } = await tx.program.findUniqueOrThrow({
    where: { id: programId },
    select: { evidenceRules: true },
  });
  return evidenceRulesOf(evidenceRules);
};

export const environmentNamed = async (
  tx: Transaction,
  program: ProgramScope,
  key: string,
): Promise<string> => {
  const environment = await tx.environment.findUnique({
    where: { programId_key: { programId: program.id, key } },
    select: { id: true },
  });
  if (environment) return environment.id;
  throw new Refusal("not-found", `The program ${program.key} has no environment "${key}".`);
};

type Row = Awaited<ReturnType<typeof liveBuilds>>[number];

export const deploymentView = (row: Row): Omit<DeploymentView, "tests"> => ({
  id: row.id,
  side: row.side as BuildSide,
  commit: row.commit,
  label: row.label,
  ref: row.ref,
  runUrl: row.runUrl,
  ancestors: row.ancestors,
  at: row.at.toISOString(),
  by: row.byName,
  endedAt: row.endedAt?.toISOString() ?? null,
});

const shortCommit = (commit: string): string => commit.slice(0, 9);

type Effect = {
  readonly ends: readonly Build[];
  /** Whether it becomes a row, and when it had ended already. */
  readonly adds: boolean;
  readonly endedAt: Date | null;
  readonly repeated: boolean;
};

const nothing: Effect = { ends: [], adds: false, endedAt: null, repeated: true };

const effectOf = async (
  tx: Transaction,
  where: { readonly environmentId: string; readonly side: BuildSide; readonly word: string },
  live: readonly Build[],
  input: Report,
  at: Date,
): Promise<Effect> => {
  const { environmentId, side, word } = where;
  const { commit } = input;
  if (input.ended) {
    const ends = live.filter((build) => build.commit === commit);
    if (ends.length > 0) return { ends, adds: false, endedAt: null, repeated: false };
    if ((await tx.deployment.count({ where: { environmentId, side, commit } })) > 0) return nothing;
    throw new Refusal(
      "not-found",
      `${word} ${shortCommit(commit)} was never reported for ${input.environment}.`,
    );
  }
  // A retry of a report that names its time is known by it, also after another build took its place.
  if (input.at !== undefined) {
    const told = await tx.deployment.count({ where: { environmentId, side, commit, at } });
    if (told > 0) return nothing;
  }
  const { repeats, ends, endedAt } = planDeployment(live, {
    commit,
    at,
    isAlongside: input.alongside,
  });
  return {
    ends,
    adds: repeats === null,
    endedAt,
    repeated: repeats !== null && ends.length === 0,
  };
};

const sentence = (
  { environment, commit, ended: hasEnded }: Report,
  word: string,
  { repeated, endedAt }: Effect,
  unknownTests: number,
): string => {
  const what = `${word} ${shortCommit(commit)}`;
  const lost =
    unknownTests === 0
      ? "Nothing that was known became unknown."
      : `${unknownTests} contract ${unknownTests === 1 ? "test" : "tests"} became unknown: nothing ran for what runs now.`;
  if (hasEnded) {
    return repeated ? `${what} did not run any more.` : `${what} ended in ${environment}. ${lost}`;
  }
  if (repeated) return `${what} was reported for ${environment} already.`;
  if (endedAt) return `${what} ran in ${environment} until a newer build took its place.`;
  return `${what} runs in ${environment}. ${lost}`;
};

export type PlannedReport = {
  readonly environmentId: string;
  readonly at: Date;
  readonly effect: Effect;
  readonly answer: DeploymentAnswer;
};

/** What a report would do, and what would be unknown after it; the command does exactly this. */
export const planReport = async (
  tx: Transaction,
  program: ProgramScope,
  input: Report,
  now: Date,
): Promise<PlannedReport> => {
  const owners = { legacy: program.legacyName, target: program.targetName };
  const side = sideOfWord(input.side, owners);
  const environmentId = await environmentNamed(tx, program, input.environment);
  const at = input.at === undefined ? now : new Date(input.at);
  refuseFutureDeployment(at, now);
  const { commit, label = null, ancestors } = input;
  const live = await liveBuilds(tx, environmentId, side);
  const where = { environmentId, side, word: owners[side] };
  const effect = await effectOf(tx, where, live, input, at);
  const ended = new Set(effect.ends.map(({ id }) => id));
  const after = [
    ...live.filter(({ id }) => !ended.has(id)),
    ...(effect.adds && effect.endedAt === null ? [{ commit, label, ancestors }] : []),
  ];
  const rules = await readRules(tx, program.id);
  const unknown = await becameUnknown(
    tx,
    program.id,
    side,
    countedCommits(live, rules),
    countedCommits(after, rules),
  );
  return {
    environmentId,
    at,
    effect,
    answer: {
      dryRun: input.dryRun,
      repeated: effect.repeated,
      says: sentence(input, owners[side], effect, unknown.tests),
      side,
      commit,
      ended: effect.ends.map((build) => build.commit),
      live: after.map((build) => build.commit),
      unknown,
    },
  };
};
