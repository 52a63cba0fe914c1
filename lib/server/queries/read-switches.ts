import { readSwitches as operation, type RuleView } from "@/lib/contract/switches";
import { workerOwnerReader } from "@/lib/domain/classify-effect";
import { cohortWords } from "@/lib/domain/cohort";
import { ownershipReader, ownRule } from "@/lib/domain/ownership";
import type { Selectors, Snapshot, SnapshotRule } from "@/lib/domain/snapshot";
import { forceViews } from "@/lib/server/force-view";
import { query } from "@/lib/server/query";
import { runtime } from "@/lib/server/runtime";
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

/** How many routes each rule decides today. */
const decidedBy = (snapshot: Snapshot): Map<string, number> => {
  const ownershipOf = ownershipReader(snapshot);
  const counts = new Map<string, number>();
  for (const route of snapshot.routes) {
    const { decidedBy: level, key } = ownershipOf(route);
    const place = `${level === "default" ? "program" : level} ${key ?? ""}`;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
};

/** Every rule in force in an environment, what each decides, the workers, and how far the version went. */
export const readSwitches = query(
  { name: "read-switches", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
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
    const decides = decidedBy(snapshot);
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
        decides: decides.get(`${level} ${key}`) ?? 0,
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
      delivery: runtime().delivery(program.key, input.environment),
    };
  },
);
