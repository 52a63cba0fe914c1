import type { BatchView, ScheduleWeekView, WaveView } from "@/lib/contract/batches";
import {
  type BatchCounts,
  dueOfBatch,
  endOfWeek,
  standingOfBatch,
  sumOfCounts,
  weeksOfBatch,
} from "@/lib/domain/batch-standing";
import {
  type Counted,
  countBatches,
  countsOf,
  countWeeks,
  type Placement,
} from "@/lib/server/batches/batch-counts";
import type { Transaction } from "@/lib/server/db";
import { originOf } from "@/lib/server/registers/register-read";

type StoredBatch = {
  readonly key: string;
  readonly title: string;
  readonly owner: string | null;
  readonly weekOf: Date | null;
  readonly dueAt: Date | null;
  readonly madeByName: string | null;
  readonly version: number;
};

type StoredWeek = {
  readonly startsAt: Date;
  readonly scopes: readonly string[];
  readonly notes: string;
  readonly goals: string;
  readonly version: number;
  readonly origin: unknown;
};

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

const planned = (weeks: readonly StoredWeek[]) =>
  weeks.map(({ startsAt, scopes }) => ({ startsAt: dayOf(startsAt), scopes }));

const empty = (key: string): Counted => ({
  key,
  counts: sumOfCounts([]),
  kinds: [],
  waves: [],
  unbatched: 0,
});

const dueView = (due: ReturnType<typeof dueOfBatch>) =>
  due && { at: due.at.toISOString(), from: due.from };

/** A batch as pages show it. */
export const batchView = (
  stored: StoredBatch,
  counted: Counted | undefined,
  weeks: readonly StoredWeek[],
  now: Date,
): BatchView => {
  const { counts, kinds, waves } = counted ?? empty(stored.key);
  const weekOf = stored.weekOf && dayOf(stored.weekOf);
  const own = weeksOfBatch({ key: stored.key, weekOf, waves }, planned(weeks));
  const due = dueOfBatch(stored.dueAt, own);
  return {
    key: stored.key,
    title: stored.title,
    owner: stored.owner,
    weekOf,
    weeks: own,
    dueAt: stored.dueAt?.toISOString() ?? null,
    due: dueView(due),
    madeBy: stored.madeByName,
    version: stored.version,
    waves: [...waves],
    kinds: [...kinds],
    counts,
    standing: standingOfBatch(counts, due, now),
  };
};

const waveView = (counted: Counted, weeks: readonly StoredWeek[], now: Date): WaveView => {
  const { key, counts, kinds, unbatched } = counted;
  const own = weeksOfBatch({ key, weekOf: null, waves: [] }, planned(weeks));
  const due = dueOfBatch(null, own);
  return {
    key,
    weeks: own,
    due: dueView(due),
    kinds: [...kinds],
    counts,
    standing: standingOfBatch(counts, due, now),
    unbatched,
  };
};

/** Which weeks the rows of a schedule belong to: batches where they are placed, of waves what is in no batch. */
const placementOf = (batches: readonly BatchView[], weeks: readonly StoredWeek[]): Placement => ({
  batches: batches.flatMap(({ key, weeks: own }) => own.map((week) => ({ batch: key, week }))),
  scopes: weeks.flatMap(({ startsAt, scopes }) =>
    scopes.map((scope) => ({ scope, week: dayOf(startsAt) })),
  ),
});

const weekView = (
  stored: StoredWeek,
  counts: BatchCounts | undefined,
  known: ReadonlySet<string>,
  batches: readonly BatchView[],
  now: Date,
): ScheduleWeekView => {
  const startsAt = dayOf(stored.startsAt);
  const endsAt = endOfWeek(startsAt);
  const own = counts ? countsOf(counts) : sumOfCounts([]);
  const [field] = Object.values(originOf(stored.origin));
  return {
    startsAt,
    endsAt: endsAt.toISOString(),
    scopes: [...stored.scopes],
    notes: stored.notes,
    goals: stored.goals,
    version: stored.version,
    file: field?.origins[0]?.file ?? null,
    unknown: stored.scopes.filter((scope) => !known.has(scope)),
    batches: batches.filter(({ weeks }) => weeks.includes(startsAt)).map(({ key }) => key),
    counts: own,
    standing: standingOfBatch(own, { at: endsAt, from: "week" }, now),
  };
};

const titlesOf = (parts: unknown): string[] =>
  (parts as { title?: string }[]).flatMap(({ title }) => (title ? [title] : []));

/** What every review meeting goes through and takes care of; nothing where no schedule said so. */
export const readGuide = async (tx: Transaction, programId: string) => {
  const guide = await tx.reviewGuide.findUnique({ where: { programId } });
  return {
    checklist: titlesOf(guide?.checklist ?? []),
    cautions: titlesOf(guide?.cautions ?? []),
    version: guide?.version ?? 0,
  };
};

/** Weeks of the schedule, in order. */
export const readWeeks = (tx: Transaction, programId: string): Promise<StoredWeek[]> =>
  tx.scheduleWeek.findMany({ where: { programId }, orderBy: { startsAt: "asc" } });

/** Which weeks the batches and waves of a program are gone through in. */
export const readPlan = async (tx: Transaction, programId: string, now: Date) => {
  const weeks = await readWeeks(tx, programId);
  const counted = await countBatches(tx, programId);
  const stored = await tx.batch.findMany({ where: { programId }, orderBy: { key: "asc" } });
  const batches = stored.map((batch) =>
    batchView(batch, counted.batches.get(batch.key), weeks, now),
  );
  return { weeks, batches, placement: placementOf(batches, weeks), counted };
};

/** Batches, waves and weeks of a program, each with how it stands. */
export const readSchedule = async (tx: Transaction, programId: string, now: Date) => {
  const { weeks, batches, placement, counted } = await readPlan(tx, programId, now);
  const byWeek = weeks.length === 0 ? new Map() : await countWeeks(tx, programId, placement);
  const known = new Set([...counted.waves.map(({ key }) => key), ...batches.map(({ key }) => key)]);
  return {
    at: now.toISOString(),
    weeks: weeks.map((week) =>
      weekView(week, byWeek.get(dayOf(week.startsAt)), known, batches, now),
    ),
    guide: await readGuide(tx, programId),
    batches,
    waves: counted.waves.map((wave) => waveView(wave, weeks, now)),
    unbatched: counted.unbatched,
  };
};
