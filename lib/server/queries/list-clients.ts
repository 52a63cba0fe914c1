import { type ClientView, listClients as operation } from "@/lib/contract/clients";
import { heardWithin, straggleAfter } from "@/lib/domain/delivery-state";
import { Refusal } from "@/lib/domain/refusal";
import { emptySql, sql } from "@/lib/server/db";
import { query } from "@/lib/server/query";

const versionsAtMost = 50;

type State = ClientView["state"];
type Row = Omit<ClientView, "appliedAt" | "firstSeenAt" | "lastSeenAt" | "decisions" | "says"> & {
  appliedAt: Date;
  firstSeenAt: Date;
  lastSeenAt: Date;
  decisions: bigint;
};
type Current = { readonly epoch: number; readonly version: number; readonly updatedAt: Date };

/** A span of time as people say it: `40 s`, `3 min`, `2 h`, `5 d`. */
const span = (seconds: number): string => {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)} min`;
  return seconds < 172_800
    ? `${Math.floor(seconds / 3600)} h`
    : `${Math.floor(seconds / 86_400)} d`;
};

const behindWords = (row: Row, current: Current): string => {
  if (row.epoch < current.epoch) return "at an earlier epoch";
  if (row.epoch > current.epoch || row.version > current.version) return "ahead of this database";
  const behind = current.version - row.version;
  return behind === 0 ? "current" : `${behind} ${behind === 1 ? "version" : "versions"} behind`;
};

const saysOf = (row: Row, current: Current, now: Date): string => {
  const behind = behindWords(row, current);
  const since = span(Math.max(0, Math.floor((now.getTime() - current.updatedAt.getTime()) / 1000)));
  const words: Record<State, string> = {
    current: behind,
    "on-its-way": `${behind}, changed ${since} ago`,
    straggler: `${behind}, changed ${since} ago`,
    lost: `silent for ${span(row.silentSeconds)}, then ${behind}`,
  };
  return row.localForce ? `${words[row.state]}; forces legacy by itself` : words[row.state];
};

/** Every instance that reports and was not forgotten; who needs looking at stands first. */
export const listClients = query(
  { name: "list-clients", allow: "program:read", input: operation.input },
  async ({ db, input, program, now }) => {
    const { environment: key, search, state, offset, limit } = input;
    const environment = await db.environment.findUnique({
      where: { programId_key: { programId: program.id, key } },
      select: { id: true, epoch: true, version: true, updatedAt: true },
    });
    if (!environment) {
      throw new Refusal("not-found", `The program ${program.key} has no environment "${key}".`);
    }
    const { id, epoch, version, updatedAt } = environment;
    const heardSince = new Date(now.getTime() - heardWithin);
    const isLate = now.getTime() - updatedAt.getTime() > straggleAfter;
    const instances = sql`
      SELECT *, GREATEST(0, floor(extract(epoch FROM ${now}::timestamptz - "lastSeenAt")))::int AS "silentSeconds",
        CASE WHEN "lastSeenAt" < ${heardSince} THEN 'lost'
          WHEN ("epoch", "version") >= (${epoch}::int, ${version}::int) THEN 'current'
          WHEN ${isLate}::boolean THEN 'straggler' ELSE 'on-its-way' END AS "state"
      FROM "ClientInstance"
      WHERE "environmentId" = ${id}::uuid AND "removedAt" IS NULL`;
    const counted = await db.$queryRaw<{ state: State; count: number; forced: number }[]>(sql`
      SELECT "state", count(*)::int AS "count", count("localForce")::int AS "forced"
      FROM (${instances}) AS i GROUP BY "state"`);
    const versions = await db.$queryRaw<{ epoch: number; version: number; count: number }[]>(sql`
      SELECT "epoch", "version", count(*)::int AS "count" FROM (${instances}) AS i
      GROUP BY "epoch", "version" ORDER BY "epoch" DESC, "version" DESC LIMIT ${versionsAtMost}`);
    const inState =
      state === "all"
        ? emptySql
        : state === "forced"
          ? sql`AND "localForce" IS NOT NULL`
          : sql`AND "state" = ${state}`;
    const rows = await db.$queryRaw<(Row & { total: number })[]>(sql`
      SELECT "instance", "runtime", "client", "via", "epoch", "version", "appliedAt", "firstSeenAt",
        "lastSeenAt", "silentSeconds", "state", "decisions", "parseFailures", "localForce", "workers",
        "queues", count(*) OVER ()::int AS "total"
      FROM (${instances}) AS i
      WHERE (${search} = '' OR position(lower(${search}) IN
        lower(concat_ws(' ', "instance", "runtime", "client", "via"))) > 0) ${inState}
      ORDER BY array_position(ARRAY['lost', 'straggler'], "state"), ("localForce" IS NULL), "instance"
      LIMIT ${limit} OFFSET ${offset}`);
    const countOf = (one: State): number =>
      counted.find((entry) => entry.state === one)?.count ?? 0;
    const total = rows[0]?.total ?? 0;
    return {
      epoch,
      version,
      counts: {
        current: countOf("current"),
        "on-its-way": countOf("on-its-way"),
        straggler: countOf("straggler"),
        lost: countOf("lost"),
        forced: counted.reduce((sum, { forced }) => sum + forced, 0),
      },
      versions,
      clients: rows.map(({ total: _, ...row }) => ({
        ...row,
        says: saysOf(row, environment, now),
        appliedAt: row.appliedAt.toISOString(),
        firstSeenAt: row.firstSeenAt.toISOString(),
        lastSeenAt: row.lastSeenAt.toISOString(),
        decisions: Number(row.decisions),
      })),
      total,
      next: offset + rows.length < total ? offset + rows.length : null,
    };
  },
);
