import { readSwitches as operation, type RuleView } from "@/lib/contract/switches";
import { workerOwnerReader } from "@/lib/domain/classify-effect";
import { cohortWords } from "@/lib/domain/cohort";
import { allRequests, noRequests } from "@/lib/domain/observed-owner";
import { ownRule } from "@/lib/domain/ownership";
import { type RuleReach, rulePlace, ruleReaches } from "@/lib/domain/rule-reach";
import type { Selectors, Snapshot, SnapshotRule } from "@/lib/domain/snapshot";
import { readDeliveryOf } from "@/lib/server/clients/delivery";
import { readTraffic } from "@/lib/server/clients/observed-traffic";
import { readRuleOrigins } from "@/lib/server/inventory/rule-origins";
import { query } from "@/lib/server/query";
import { forceViews } from "@/lib/server/switches/force-view";
import { switchBoard } from "@/lib/server/switches/switch-board";

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

type Rule = Pick<RuleView, "key" | "title" | "family" | "capability"> & {
  level: Exclude<RuleView["level"], "worker">;
  rule: SnapshotRule;
};

const rulesOf = (snapshot: Snapshot, titles: ReadonlyMap<string, string>): Rule[] => {
  const wide = { family: null, capability: null };
  const table = (
    level: "family" | "capability",
    rules: Readonly<Record<string, Partial<SnapshotRule>>>,
  ): Rule[] =>
    Object.entries(rules).flatMap(([key, partial]) => {
      const rule = ownRule(partial);
      return rule ? [{ level, key, title: key, ...wide, rule }] : [];
    });
  return [
    { level: "program", key: "", title: "Everything else", ...wide, rule: snapshot.default },
    ...table("family", snapshot.families),
    ...table("capability", snapshot.capabilities),
    ...snapshot.routes.flatMap(({ id, family, capability, ...route }): Rule[] => {
      const rule = ownRule(route);
      const title = titles.get(id) ?? id;
      return rule ? [{ level: "route", key: id, title, family, capability, rule }] : [];
    }),
  ];
};

const hidersShown = 20;

const reachView = (
  reach: RuleReach | undefined,
  seen: number,
  titles: ReadonlyMap<string, string>,
): Pick<RuleView, "decides" | "observedShare" | "covers" | "hiddenBy"> => ({
  decides: reach?.decides ?? 0,
  observedShare: seen === 0 ? null : (reach?.requests ?? 0) / seen,
  covers: reach?.covers ?? 0,
  hiddenBy: (reach?.hiddenBy ?? []).slice(0, hidersShown).map(({ level, key, routes }) => ({
    level,
    key,
    title: level === "route" ? (titles.get(key) ?? key) : key,
    routes,
  })),
});

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
    const reaches = ruleReaches(snapshot, (route) =>
      allRequests(observed.get(route) ?? noRequests),
    );
    const seen = [...reaches.values()].reduce((sum, { requests }) => sum + requests, 0);
    const origins = await readRuleOrigins(db, { environmentId, version: snapshot.version });
    const ownerOf = workerOwnerReader(snapshot);
    return {
      owners: snapshot.owners,
      epoch: snapshot.epoch,
      version: snapshot.version,
      isProtected,
      updatedAt: snapshot.updatedAt,
      force: await forceViews(db, environmentId),
      rules: rulesOf(snapshot, titles).map(({ level, key, title, family, capability, rule }) => ({
        level,
        key,
        title,
        family,
        capability,
        owner: rule.owner,
        side: sideOf(snapshot, rule.owner),
        cohort: rule.canary ? cohortWords(rule, snapshot.owners) : null,
        canary: canaryOf(rule),
        sticky: rule.sticky ?? null,
        ...reachView(reaches.get(rulePlace(level, key)), seen, titles),
        setBy: origins.get(rulePlace(level, key)) ?? null,
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
