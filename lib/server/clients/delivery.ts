import type * as z from "zod";
import type { DeliveryReading } from "@/lib/contract/clients";
import type { ChangeEffect } from "@/lib/contract/switches";
import type { Cohort } from "@/lib/domain/cohort";
import { deliveryState, heardWithin } from "@/lib/domain/delivery-state";
import { judgeObserved } from "@/lib/domain/observed-owner";
import { ownershipReader } from "@/lib/domain/ownership";
import { Refusal } from "@/lib/domain/refusal";
import type { Snapshot } from "@/lib/domain/snapshot";
import { readTraffic } from "@/lib/server/clients/observed-traffic";
import { type Database, sql } from "@/lib/server/db";
import { runtime } from "@/lib/server/runtime";
import { readSnapshot } from "@/lib/server/switches/snapshot";

type Place = {
  readonly program: { readonly id: string; readonly key: string };
  readonly key: string;
};
type Row = {
  readonly id: string;
  readonly epoch: number;
  readonly version: number;
  readonly updatedAt: Date;
};
type Delivery = z.infer<typeof DeliveryReading> &
  ReturnType<ReturnType<typeof runtime>["delivery"]>;

const namedAtMost = 5;
// The rows of one version's traffic are summed again and again while a flip is watched.
const watchedFor = 86_400_000;

const readInstances = async (db: Database, { id, epoch, version }: Row, now: Date) => {
  const heardSince = new Date(now.getTime() - heardWithin);
  const [counts] = await db.$queryRaw<
    { heard: number; applied: number; lost: number; lostBehind: number }[]
  >(sql`
    SELECT count(*) FILTER (WHERE "isHeard")::int AS "heard",
      count(*) FILTER (WHERE "isHeard" AND "hasIt")::int AS "applied",
      count(*) FILTER (WHERE NOT "isHeard")::int AS "lost",
      count(*) FILTER (WHERE NOT "isHeard" AND NOT "hasIt")::int AS "lostBehind"
    FROM (
      SELECT "lastSeenAt" >= ${heardSince} AS "isHeard",
        ("epoch", "version") >= (${epoch}::int, ${version}::int) AS "hasIt"
      FROM "ClientInstance"
      WHERE "environmentId" = ${id}::uuid AND "removedAt" IS NULL
    ) AS instances`);
  const read = counts ?? { heard: 0, applied: 0, lost: 0, lostBehind: 0 };
  if (read.applied === read.heard && read.lostBehind === 0) return { ...read, waitingFor: [] };
  const waiting = await db.$queryRaw<{ instance: string }[]>(sql`
    SELECT "instance" FROM "ClientInstance"
    WHERE "environmentId" = ${id}::uuid AND "removedAt" IS NULL
      AND ("epoch", "version") < (${epoch}::int, ${version}::int)
    ORDER BY "lastSeenAt", "instance" LIMIT ${namedAtMost}`);
  return { ...read, waitingFor: waiting.map(({ instance }) => instance) };
};

type Owned = { readonly id: string; readonly cohort: Cohort };
type Board = {
  readonly epoch: number;
  readonly version: number;
  readonly owners: Snapshot["owners"];
  readonly routes: readonly Owned[];
};

/** By environment. Who watches a flip asks every second for what only a new version changes. */
const boards = new Map<string, Board>();

const readBoard = async (db: Database, place: Place, row: Row): Promise<Board | null> => {
  const known = boards.get(row.id);
  if (known?.version === row.version && known.epoch === row.epoch) return known;
  const snapshot = await readSnapshot(db, place.program.key, place.key);
  if (snapshot?.version !== row.version || snapshot.epoch !== row.epoch) return null;
  const ownershipOf = ownershipReader(snapshot);
  const routes = snapshot.routes.map((route) => ({
    id: route.id,
    cohort: ownershipOf(route).cohort,
  }));
  const { epoch, version, owners } = snapshot;
  const board = { epoch, version, owners, routes };
  boards.set(row.id, board);
  return board;
};

/**
 * Whether the version has been seen at the upstreams: requests of routes that it moved (of any, where it
 * moved none) at the owner they are meant for, and nowhere a request at another.
 */
const isObserved = async (db: Database, place: Place, row: Row, now: Date) => {
  const from = new Date(Math.max(row.updatedAt.getTime(), now.getTime() - watchedFor));
  const [any] = await db.$queryRaw<{ one: number }[]>(sql`
    SELECT 1 AS "one" FROM "TrafficCount"
    WHERE "environmentId" = ${row.id}::uuid AND "windowStart" >= ${from} AND "source" = 'observed'
    LIMIT 1`);
  if (!any) return false;
  const board = await readBoard(db, place, row);
  if (board === null) return false;
  const { observed } = await readTraffic(db, row.id, { from, versionAt: row.updatedAt });
  const change = await db.switchChange.findUnique({
    where: { environmentId_version: { environmentId: row.id, version: row.version } },
    select: { effect: true },
  });
  const effect = change?.effect as Partial<ChangeEffect> | null | undefined;
  const moved = new Set(effect?.routeMoves?.map(({ route }) => route));
  let seen = 0;
  for (const { id, cohort } of board.routes) {
    const counts = observed.get(id);
    if (counts === undefined) continue;
    const { verdict } = judgeObserved(cohort, board.owners, counts);
    if (verdict === "disagrees") return false;
    if (moved.size === 0 || moved.has(id)) seen++;
  }
  return seen > 0;
};

/** How far an environment's version went: at every instance, and to the stream clients of this process. */
export const readDeliveryOf = async (db: Database, place: Place, now: Date): Promise<Delivery> => {
  const { program, key } = place;
  const row = await db.environment.findUnique({
    where: { programId_key: { programId: program.id, key } },
    select: { id: true, epoch: true, version: true, updatedAt: true },
  });
  if (!row) {
    throw new Refusal("not-found", `The program ${program.key} has no environment "${key}".`);
  }
  const here = runtime().delivery(program.key, key);
  const sentTo = here.version === row.version ? here.sentTo : 0;
  const instances = await readInstances(db, row, now);
  const reading = { ...instances, version: row.version, of: here.of, sentTo, isObserved: false };
  const told = deliveryState(reading);
  const isSeen = told.state === "in-effect" && (await isObserved(db, place, row, now));
  return {
    ...here,
    ...instances,
    ...(isSeen ? deliveryState({ ...reading, isObserved: true }) : told),
  };
};
