import { readSwitches as operation, type RuleView } from "@/lib/contract/switches";
import { workerOwnerReader } from "@/lib/domain/classify-effect";
import { cohortWords } from "@/lib/domain/cohort";
import { allRequests, noRequests } from "@/lib/domain/observed-owner";
import { ownershipReader, ownRule } from "@/lib/domain/ownership";
import type { Selectors, Snapshot, SnapshotRule } from "@/lib/domain/snapshot";
import { readDeliveryOf } from "@/lib/server/delivery";
import { forceViews } from "@/lib/server/force-view";
import { type CountsByRoute, readTraffic } from "@/lib/server/observed-traffic";
import { query } from "@/lib/server/query";
import { switchBoard } from "@/lib/server/switch-board";

const sideOf = (snapshot: Snapshot, word: string): "legacy" | "target" | "off" => {
  if (word === "off") return "off";
  return word === snapshot.owners.target ? "target" : "legacy";
};

/** A salt is the server's own and never leaves it for an edit. */
const canaryOf = ({ canary }: SnapshotRule): RuleView["canary"] => {
  if (!canary) return null;
  const { salt: _, orgs, repos, users, except, ...share } = canary;
  const lists = (from: Selectors) => ({
    ...(from.orgs && { orgs: [...from.orgs] }),
    ...(from.repos && { repos: [...from.repos] }),
    ...(from.users && { users: [...from.users] }),
  });
  return { ...share, ...lists({ orgs, repos, users }), ...(except && { except: lists(except) }) };
};

type Level = "program" | "family" | "capability" | "route";
type Rule = { level: Level; key: string; title: string; rule: SnapshotRule };

const rulesOf = (snapshot: Snapshot, titles: ReadonlyMap<string, string>): Rule[] => {
  const table = (level: Level, rules: Readonly<Record<string, Partial<SnapshotRule>>>): Rule[] =>
    Object.entries(rules).flatMap(([key, partial]) => {
      const rule = ownRule(partial);
      return rule ? [{ level, key, title: key, rule }] : [];
    });
  return [
    { level: "program", key: "", title: "Everything else", rule: snapshot.default },
    ...table("family", snapshot.families),
    ...table("capability", snapshot.capabilities),
    ...snapshot.routes.flatMap((route) => {
      const rule = ownRule(route);
      return rule
        ? [
            {
              level: "route" as const,
              key: route.id,
              title: titles.get(route.id) ?? route.id,
              rule,
            },
          ]
        : [];
    }),
  ];
};

type Decides = { routes: number; requests: number };

/** How many routes each rule decides today, and how many observed requests were theirs. */
const decidedBy = (snapshot: Snapshot, observed: CountsByRoute): Map<string, Decides> => {
  const ownershipOf = ownershipReader(snapshot);
  const counts = new Map<string, Decides>();
  for (const route of snapshot.routes) {
    const { decidedBy: level, key } = ownershipOf(route);
    const place = `${level === "default" ? "program" : level} ${key ?? ""}`;
    const known = counts.get(place) ?? { routes: 0, requests: 0 };
    known.routes++;
    known.requests += allRequests(observed.get(route.id) ?? noRequests);
    counts.set(place, known);
  }
  return counts;
};

const sharesOver = 3_600_000;

/** Every rule in force in an environment, what each decides, the workers, and how far the version went. */
export const readSwitches = query(
  { name: "read-switches", allow: "program:read", input: operation.input },
  async ({ db, input, program, now }) => {
    const { environmentId, snapshot, isProtected, families, capabilities } = await switchBoard(
      db,
      program,
      input.environment,
    );
    const ruled = snapshot.routes.filter((route) => route.owner !== undefined);
    const routes = await db.item.findMany({
      where: {
        programId: program.id,
        kind: "route",
        key: { in: ruled.map(({ id }) => id) },
      },
      select: { key: true, method: true, path: true },
    });
    const titles = new Map(routes.map(({ key, method, path }) => [key, `${method} ${path}`]));
    const workers = await db.item.findMany({
      where: { programId: program.id, kind: "worker", isSwitchable: true },
      select: { key: true, switchName: true },
    });
    const itemOf = new Map(workers.map(({ key, switchName }) => [switchName ?? key, key]));
    const from = new Date(now.getTime() - sharesOver);
    const { observed } = await readTraffic(db, environmentId, { from, versionAt: from });
    const decides = decidedBy(snapshot, observed);
    const seen = [...decides.values()].reduce((sum, { requests }) => sum + requests, 0);
    const ownerOf = workerOwnerReader(snapshot);
    return {
      owners: snapshot.owners,
      epoch: snapshot.epoch,
      version: snapshot.version,
      isProtected,
      updatedAt: snapshot.updatedAt,
      force: await forceViews(db, environmentId),
      rules: rulesOf(snapshot, titles).map(({ level, key, title, rule }) => ({
        level,
        key,
        title,
        owner: rule.owner,
        side: sideOf(snapshot, rule.owner),
        cohort: rule.canary ? cohortWords(rule, snapshot.owners) : null,
        canary: canaryOf(rule),
        sticky: rule.sticky ?? null,
        decides: decides.get(`${level} ${key}`)?.routes ?? 0,
        observedShare: seen === 0 ? null : (decides.get(`${level} ${key}`)?.requests ?? 0) / seen,
      })),
      families: [...families].sort(),
      capabilities: [...capabilities].sort(),
      legacyStates: Object.fromEntries(
        Object.entries(snapshot.capabilities).flatMap(([key, { legacy }]) =>
          legacy && legacy !== "hot" ? [[key, legacy]] : [],
        ),
      ),
      workers: Object.entries(snapshot.workers).map(([key, worker]) => {
        const { owner } = ownerOf(worker);
        return {
          key,
          item: itemOf.get(key) ?? key,
          owner,
          side: sideOf(snapshot, owner),
          fence: worker.fence,
        };
      }),
      delivery: await readDeliveryOf(db, { program, key: input.environment }, now),
    };
  },
);
