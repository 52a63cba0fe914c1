import { baselineSnapshot, type MeasuredSpan, partSeconds } from "@/lib/domain/baseline-window";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { sha256 } from "@/lib/server/audit";
import { type NewMeasurement, writeMeasurements } from "@/lib/server/budgets/measurement-write";
import type { Json, Transaction } from "@/lib/server/db";
import type { ExampleMoment } from "@/lib/server/examples/example-moment";
import type { ExampleBudget, ExampleDeployment } from "@/prisma/examples/example-record";

/** Hours between two measurements of an example: often enough for a line, few enough to load at once. */
const stepHours = 8;
const baselineDays = 14;

/** The same for the same words and place, between 0 and 1: FNV-1a, mixed. */
const chance = (words: string, at: number): number => {
  let hash = 2166136261 ^ at;
  for (const letter of words) hash = Math.imul(hash ^ letter.charCodeAt(0), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
};

/** Values around a level: a day's rise and fall, some noise, and what the end drifts to. */
const spans = (
  name: string,
  levels: Readonly<Record<string, number>>,
  window: { readonly from: Date; readonly days: number; readonly drift: number },
): MeasuredSpan[] => {
  const count = Math.floor((window.days * 24) / stepHours);
  return Array.from({ length: count }, (_, index) => {
    const place = count <= 1 ? 1 : index / (count - 1);
    const busy = 1 + 0.03 * Math.sin((index * stepHours * Math.PI) / 12);
    // It holds for the first two thirds and drifts in the last one.
    const drift = 1 + (window.drift - 1) * Math.max(0, (place - 0.6) / 0.4);
    const factor = busy * drift * (0.985 + 0.03 * chance(name, index));
    return {
      at: new Date(window.from.getTime() + (index + 1) * stepHours * 3_600_000),
      seconds: stepHours * 3600,
      samples: 9000 + Math.floor(6000 * chance(`${name} samples`, index)),
      values: Object.fromEntries(
        Object.entries(levels).map(([metric, level]) => [
          metric,
          Math.round(level * factor * 1000) / 1000,
        ]),
      ),
    };
  });
};

type Place = { readonly budgetId: string; readonly environmentId: string };

const measured = (
  place: Place,
  side: "legacy" | "target",
  commit: string | null,
  all: readonly MeasuredSpan[],
): NewMeasurement[] =>
  all.map((span) => ({ ...place, side, commit, source: "generic", evidenceId: null, ...span }));

const legacySpans = (
  key: string,
  { levels, startedAgo, isCollecting = false, gaps = [] }: NonNullable<ExampleBudget["baseline"]>,
  { dateIn }: ExampleMoment,
): MeasuredSpan[] => {
  const from = dateIn(-startedAgo);
  const days = isCollecting ? startedAgo : baselineDays;
  const dayOf = ({ at }: MeasuredSpan) => Math.floor((at.getTime() - 1 - from.getTime()) / 864e5);
  return spans(`${key} legacy`, levels, { from, days, drift: 1 }).filter(
    (span) => !gaps.includes(dayOf(span)),
  );
};

const writeBaseline = async (
  tx: Transaction,
  { key, baseline }: ExampleBudget,
  budgetId: string,
  moment: ExampleMoment,
): Promise<NewMeasurement[]> => {
  if (!baseline) return [];
  const { dateIn, stamp } = moment;
  const environmentId = moment.environment(baseline.environment).id;
  const startsAt = dateIn(-baseline.startedAgo);
  const legacy = legacySpans(key, baseline, moment);
  const closedAt = dateIn(baselineDays - baseline.startedAgo);
  const window = { startsAt, days: baselineDays, partSeconds: partSeconds(false) };
  const snapshot = baseline.isCollecting ? null : baselineSnapshot(window, legacy, closedAt);
  await tx.baseline.create({
    data: {
      budgetId,
      environmentId,
      startsAt,
      days: baselineDays,
      state: snapshot ? "baselined" : "collecting",
      createdByName: stamp.changedByName,
      createdAt: startsAt,
      ...(snapshot
        ? {
            snapshot: snapshot as object as Json,
            digest: sha256(canonicalJson(snapshot)),
            closedAt,
            closedByName: stamp.changedByName,
          }
        : {}),
    },
  });
  return measured({ budgetId, environmentId }, "legacy", null, legacy);
};

const targetMeasurements = (
  { key, target }: ExampleBudget,
  budgetId: string,
  deployments: readonly ExampleDeployment[],
  { dateIn, environment }: ExampleMoment,
): NewMeasurement[] => {
  if (!target) return [];
  const place = { budgetId, environmentId: environment(target.environment).id };
  const window = { from: dateIn(-target.startedAgo), days: target.startedAgo, drift: target.drift };
  /** What ran on the target when a span ended. */
  const commitAt = (at: Date): string | null =>
    deployments
      .filter(({ side, environment: where }) => side === "target" && where === target.environment)
      .filter(({ ago }) => dateIn(-ago) <= at)
      .sort((one, other) => one.ago - other.ago)[0]?.commit ?? null;
  return spans(`${key} target`, target.levels, window).flatMap((span) =>
    measured(place, "target", commitAt(span.at), [span]),
  );
};

/** Writes an example's budgets with their baselines and what was measured on both sides. */
export const writeExampleBudgets = async (
  tx: Transaction,
  budgets: readonly ExampleBudget[],
  deployments: readonly ExampleDeployment[],
  moment: ExampleMoment,
): Promise<void> => {
  const measurements: NewMeasurement[] = [];
  for (const budget of budgets) {
    const { key, surface, threshold, owner, covers } = budget;
    const { id } = await tx.budget.create({
      data: {
        programId: moment.programId,
        key,
        surface,
        threshold,
        owner,
        covers: covers as readonly object[] as Json,
        baselineDays,
        ...moment.stamp,
      },
      select: { id: true },
    });
    measurements.push(...(await writeBaseline(tx, budget, id, moment)));
    measurements.push(...targetMeasurements(budget, id, deployments, moment));
  }
  await writeMeasurements(tx, measurements);
};
