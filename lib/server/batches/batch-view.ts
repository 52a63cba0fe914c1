import type { BatchView, ScheduleWeekView, WaveView } from "@/lib/contract/batches";
import { dueOfBatch, endOfWeek, standingOfBatch, weeksOfBatch } from "@/lib/domain/batch-standing";
import {
  type Counted,
  countBy,
  countGroups,
  type RowGroup,
  readRowGroups,
  scopesOf,
} from "@/lib/server/batches/batch-counts";
import type { Transaction } from "@/lib/server/db";
import { originOf } from "@/lib/server/registers/register-read";

type StoredBatch = {
  readonly id: string;
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

const nothing = countGroups([]);

const dueView = (due: ReturnType<typeof dueOfBatch>) =>
  due && { at: due.at.toISOString(), from: due.from };

/** A batch as pages show it. */
export const batchView = (
  stored: StoredBatch,
  counted: Counted | undefined,
  weeks: readonly StoredWeek[],
  now: Date,
): BatchView => {
  const { counts, kinds, waves } = counted ?? nothing;
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

const waveView = (
  key: string,
  { counts, kinds, unbatched }: Counted,
  weeks: readonly StoredWeek[],
  now: Date,
): WaveView => {
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

const weekView = (
  stored: StoredWeek,
  { counts }: Counted,
  known: ReadonlySet<string>,
  batches: readonly BatchView[],
  now: Date,
): ScheduleWeekView => {
  const startsAt = dayOf(stored.startsAt);
  const endsAt = endOfWeek(startsAt);
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
    counts,
    standing: standingOfBatch(counts, { at: endsAt, from: "week" }, now),
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

/** Batches of a program, and which weeks they are gone through in. */
export const readPlan = async (
  tx: Transaction,
  programId: string,
  now: Date,
  groupsOf: typeof readRowGroups = readRowGroups,
) => {
  const weeks = await readWeeks(tx, programId);
  const groups = await groupsOf(tx, programId);
  const byBatch = countBy(groups, ({ batches }) => batches);
  const stored = await tx.batch.findMany({ where: { programId }, orderBy: { key: "asc" } });
  const batches = stored.map((batch) => ({
    id: batch.id,
    view: batchView(batch, byBatch.get(batch.id), weeks, now),
  }));
  return { weeks, batches, groups };
};

type Plan = Awaited<ReturnType<typeof readPlan>>;

/** Weeks of rows: those of their batches; of what is in no batch, those of its wave and phase. */
const weeksReader = ({ weeks, batches }: Plan): ((group: RowGroup) => string[]) => {
  const ofBatch = new Map(batches.map(({ id, view }) => [id, view.weeks]));
  return (group) => {
    if (group.batches.length > 0) return group.batches.flatMap((id) => ofBatch.get(id) ?? []);
    const own = scopesOf(group);
    return weeks
      .filter(({ scopes }) => own.some((scope) => scopes.includes(scope)))
      .map(({ startsAt }) => dayOf(startsAt));
  };
};

/** Batches, waves and weeks of a program, each with how it stands; `groupsOf` gives its rows. */
export const readSchedule = async (
  tx: Transaction,
  programId: string,
  now: Date,
  groupsOf?: typeof readRowGroups,
) => {
  const plan = await readPlan(tx, programId, now, groupsOf);
  const { weeks, groups } = plan;
  const batches = plan.batches.map(({ view }) => view);
  const byWave = countBy(groups, scopesOf);
  const byWeek = countBy(groups, weeksReader(plan));
  const known = new Set([...byWave.keys(), ...batches.map(({ key }) => key)]);
  return {
    at: now.toISOString(),
    weeks: weeks.map((week) =>
      weekView(week, byWeek.get(dayOf(week.startsAt)) ?? nothing, known, batches, now),
    ),
    guide: await readGuide(tx, programId),
    batches,
    waves: [...byWave]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([wave, counted]) => waveView(wave, counted, weeks, now)),
    unbatched: countGroups(groups).unbatched,
  };
};
