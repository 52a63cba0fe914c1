import { indexSnapshot } from "@/lib/domain/index-snapshot";
import { Refusal } from "@/lib/domain/refusal";
import type { PreparedOwner, SnapshotIndex } from "@/lib/domain/resolve-owner";
import { type PatternSegment, parsePattern, type RoutePattern } from "@/lib/domain/route-pattern";
import type { Snapshot, SnapshotRoute } from "@/lib/domain/snapshot";
import { escapeRegex, segmentRegex, type TextUnit } from "@/lib/formats/gateway-regex";
import { compileRe2 } from "@/lib/formats/re2";

/** One line of a gateway's table: the requests it stands for, and who answers them. */
export type GatewayRow = {
  readonly route: string;
  /** In lower case, without a port; `null` for any. */
  readonly host: string | null;
  readonly methods: readonly string[];
  /** A regular expression of the whole path, without anchors. */
  readonly path: string;
  readonly owner: PreparedOwner;
};

export type GatewayTable = {
  readonly index: SnapshotIndex;
  /** In the order in which they are to be tried: the first that meets a request decides. */
  readonly rows: readonly GatewayRow[];
  /** What the gateway is told otherwise than clients are, in sentences. */
  readonly notes: readonly string[];
};

// nginx reads no longer word, and quoting may double what is not a letter.
const pathAtMost = 1900;
const methodPattern = /^[A-Z][A-Z0-9-]{0,30}$/;
const hostPattern = /^[a-z0-9.-]{1,253}$/;

const oneSegment = "[^/?#]+";
const someSegments = "[^/?#]+(?:/[^/?#]+)*";

const segmentText = (segment: PatternSegment, unit: TextUnit): string | null => {
  switch (segment.kind) {
    case "literal":
      return escapeRegex(segment.text, unit);
    case "regex":
      return segmentRegex(segment.source);
    case "name":
      return oneSegment;
    case "rest":
      return someSegments;
  }
};

/** The pattern as an expression, or a wider one with `false` where it cannot be said. */
const pathOf = ({ segments }: RoutePattern, unit: TextUnit): [path: string, isExact: boolean] => {
  const texts = segments.map((segment) => segmentText(segment, unit));
  const exact = `/${texts.map((text) => text ?? oneSegment).join("/")}`;
  if (exact.length <= pathAtMost) return [exact, !texts.includes(null)];
  const shape = segments.map(({ kind }) => (kind === "rest" ? someSegments : oneSegment));
  return [`/${shape.join("/")}`, false];
};

type Leaf = {
  readonly host: string | null;
  readonly rank: string;
  readonly order: number;
  readonly pattern: RoutePattern;
  readonly rows: SnapshotRoute[];
};

const leavesOf = (routes: readonly SnapshotRoute[]): Leaf[] => {
  const leaves = new Map<string, Leaf>();
  routes.forEach((route, order) => {
    if (route.pattern === null) return;
    let pattern: RoutePattern;
    try {
      pattern = parsePattern(route.pattern, compileRe2);
    } catch (error) {
      // No client can meet it either: its row is unmatched everywhere.
      if (error instanceof Refusal) return;
      throw error;
    }
    const host = route.host === null ? null : route.host.toLowerCase().replace(/:\d+$/, "");
    // Names of segments do not tell patterns apart, as in the table that clients use.
    const shape = pattern.segments.map((segment) =>
      segment.kind === "literal"
        ? ["literal", segment.text]
        : segment.kind === "regex"
          ? ["regex", segment.source]
          : [segment.kind],
    );
    const key = JSON.stringify([host, shape]);
    const leaf = leaves.get(key) ?? { host, rank: pattern.rank, order, pattern, rows: [] };
    leaves.set(key, leaf);
    leaf.rows.push(route);
  });
  return [...leaves.values()].sort((one, other) =>
    one.rank === other.rank ? one.order - other.order : one.rank < other.rank ? -1 : 1,
  );
};

/** The methods a row answers: HEAD follows GET, OPTIONS the first row, unless they have rows of their own. */
const methodsIn = (rows: readonly SnapshotRoute[]): Map<SnapshotRoute, string[]> => {
  const byMethod = new Map<string, SnapshotRoute>();
  for (const row of rows) {
    const method = row.method.toUpperCase();
    if (!byMethod.has(method)) byMethod.set(method, row);
  }
  const get = byMethod.get("GET");
  if (get !== undefined && !byMethod.has("HEAD")) byMethod.set("HEAD", get);
  const [first] = rows;
  if (first !== undefined && !byMethod.has("OPTIONS")) byMethod.set("OPTIONS", first);
  const methods = new Map<SnapshotRoute, string[]>();
  for (const [method, row] of byMethod) methods.set(row, [...(methods.get(row) ?? []), method]);
  return methods;
};

/** What is the safe owner's for certain: a request that cannot be told apart must not meet the target. */
const safely = (owner: PreparedOwner): PreparedOwner => {
  const { fallback } = owner;
  return { ...owner, fixed: fallback, canary: null, isSticky: false, base: fallback };
};

/**
 * A snapshot as a list of expressions in the order in which a gateway has to try them, so that the first
 * that meets a request is the route that clients would find: rows of a host before rows of any, then
 * literal over regex over `{name}` over `{name+}`. What an expression cannot say is made wider and given
 * to the safe owner, with a note. `isForced` is the machine's own force. switches.md, "Patterns".
 */
export const gatewayTable = (
  snapshot: Snapshot,
  { isForced, unit }: { readonly isForced: boolean; readonly unit: TextUnit },
): GatewayTable => {
  const index = indexSnapshot(snapshot);
  const notes: string[] = [];
  const rows: GatewayRow[] = [];
  const ownerOf = (route: string): PreparedOwner => {
    const owner = index.routes.get(route) ?? index.unknown;
    if (!isForced || owner.localForced === null) return owner;
    const { localForced } = owner;
    return { ...owner, fixed: localForced, canary: null, isSticky: false, base: localForced };
  };
  for (const leaf of leavesOf(snapshot.routes)) {
    const { host } = leaf;
    const [path, isExact] = pathOf(leaf.pattern, unit);
    for (const [route, methods] of methodsIn(leaf.rows)) {
      if (host !== null && !hostPattern.test(host)) {
        notes.push(
          `${route.id} is of a host that has no place in a gateway's file; it is left out.`,
        );
        continue;
      }
      const known = methods.filter((method) => methodPattern.test(method));
      if (known.length < methods.length) {
        notes.push(`${route.id} has a method that is none; it is left out.`);
      }
      if (known.length === 0) continue;
      if (!isExact) {
        notes.push(
          `${route.id} has a path that the gateway cannot be told exactly: all of its shape go to the safe owner.`,
        );
      }
      const owner = ownerOf(route.id);
      const told = isExact ? owner : safely(owner);
      rows.push({ route: route.id, host, methods: known, path, owner: told });
    }
  }
  const ofHosts = rows.filter(({ host }) => host !== null);
  return { index, rows: [...ofHosts, ...rows.filter(({ host }) => host === null)], notes };
};
