import { bucketOf, bucketPrefix } from "@/lib/domain/bucket";
import { cohortWords } from "@/lib/domain/cohort";
import { indexSnapshot } from "@/lib/domain/index-snapshot";
import { forceReader, ownRule } from "@/lib/domain/ownership";
import {
  type DecidedBy,
  type Decision,
  type OwnerRequest,
  type RouteMatcher,
  resolveOwner,
} from "@/lib/domain/resolve-owner";
import type { Snapshot, SnapshotRoute, SnapshotRule } from "@/lib/domain/snapshot";

/** One place that has something to say of a request, the strongest first. */
type OwnerVoice = {
  readonly level: DecidedBy;
  readonly key: string | null;
  /** In the program's words, e.g. `go for 10 % of orgs`. */
  readonly says: string;
  readonly decides: boolean;
};

export type OwnerExplanation = {
  readonly decision: Decision;
  /** The route that the request meets; `null` for a worker and where none is met. */
  readonly route: SnapshotRoute | null;
  readonly worker: string | null;
  readonly voices: readonly OwnerVoice[];
  /** Where the request falls among 10,000, when the deciding rule asks for a share. */
  readonly bucket: { readonly value: number; readonly below: number; readonly of: string } | null;
};

const routeOf = (
  snapshot: Snapshot,
  matcher: RouteMatcher,
  request: OwnerRequest,
): SnapshotRoute | null => {
  if ("worker" in request) return null;
  const id =
    "route" in request ? request.route : matcher.match(request.method, request.path, request.host);
  return snapshot.routes.find((route) => route.id === id) ?? null;
};

const routeVoices = (snapshot: Snapshot, route: SnapshotRoute): Omit<OwnerVoice, "decides">[] => {
  const { owners } = snapshot;
  const { capability, family } = route;
  const force = forceReader(snapshot.force)(family, capability);
  const voice = (level: DecidedBy, key: string | null, rule: SnapshotRule | null) =>
    rule === null ? [] : [{ level, key, says: cohortWords(rule, owners) }];
  return [
    ...(force ? [{ level: "force" as const, key: force.key ?? null, says: owners.legacy }] : []),
    ...voice("route", route.id, ownRule(route)),
    ...voice(
      "capability",
      capability,
      capability === null ? null : ownRule(snapshot.capabilities[capability] ?? {}),
    ),
    ...voice("family", family, family === null ? null : (snapshot.families[family] ?? null)),
    ...voice("default", null, snapshot.default),
  ];
};

const workerVoices = (snapshot: Snapshot, name: string): Omit<OwnerVoice, "decides">[] => {
  const worker = snapshot.workers[name];
  if (worker === undefined) return [];
  const force = forceReader(snapshot.force)(null, worker.capability ?? null);
  return [
    ...(force
      ? [{ level: "force" as const, key: force.key ?? null, says: snapshot.owners.legacy }]
      : []),
    {
      level: "worker",
      key: name,
      says: worker.handoff === undefined ? worker.owner : `off, on its way to ${worker.handoff}`,
    },
  ];
};

const bucketFor = (request: OwnerRequest, { rule, decidedBy }: Decision) => {
  const { percent, key, salt } = rule?.canary ?? {};
  if (decidedBy === "fallback" || percent === undefined || !key || salt === undefined) return null;
  const value = "context" in request ? request.context?.[key] : null;
  if (typeof value !== "string" || value === "") return null;
  return { value: bucketOf(bucketPrefix(salt), value), below: percent, of: key };
};

/**
 * Who owns a request or a worker under a snapshot, the rule that decided, and every rule that it hid.
 * The decision is `resolveOwner`'s own; this only tells where it came from. Linear in routes.
 */
export const explainOwner = (
  snapshot: Snapshot,
  matcher: RouteMatcher,
  request: OwnerRequest,
): OwnerExplanation => {
  const decision = resolveOwner(indexSnapshot(snapshot, matcher), request);
  const route = routeOf(snapshot, matcher, request);
  const worker = "worker" in request ? request.worker : null;
  const voices = worker
    ? workerVoices(snapshot, worker)
    : route
      ? routeVoices(snapshot, route)
      : [];
  return {
    decision,
    route,
    worker,
    voices: voices.map((voice) => ({ ...voice, decides: voice.level === decision.decidedBy })),
    bucket: bucketFor(request, decision),
  };
};
