import { Refusal } from "@/lib/domain/refusal";
import type { RouteMatcher } from "@/lib/domain/resolve-owner";
import {
  decodeUnreserved,
  parsePattern,
  type RegexCompiler,
  type RoutePattern,
} from "@/lib/domain/route-pattern";
import type { SnapshotRoute } from "@/lib/domain/snapshot";

/** The part of a route that says which requests it stands for. */
export type MatchableRoute = Pick<SnapshotRoute, "id" | "method" | "host" | "pattern">;

export type RouteTable = RouteMatcher & {
  /** Rows that no request can meet, and why. */
  readonly unmatched: readonly { readonly route: string; readonly says: string }[];
};

/** The rows of one pattern under one host. */
type Leaf = {
  readonly rank: string;
  /** The row's place in the snapshot: the earlier wins between equals. */
  readonly order: number;
  readonly byMethod: Map<string, string>;
  /** The id of the pattern's first row, which OPTIONS follows. */
  readonly first: string;
};

type RegexChild = {
  readonly source: string;
  readonly matches: (text: string) => boolean;
  readonly node: Node;
};

type Node = {
  readonly literals: Map<string, Node>;
  readonly regexes: RegexChild[];
  name: Node | null;
  rest: Node | null;
  leaf: Leaf | null;
};

const emptyNode = (): Node => ({
  literals: new Map(),
  regexes: [],
  name: null,
  rest: null,
  leaf: null,
});

// Longer paths are no route of anybody: they are answered by the safe owner.
const segmentsAtMost = 128;
const pathLengthAtMost = 8192;

const childOf = (node: Node, segment: RoutePattern["segments"][number]): Node => {
  switch (segment.kind) {
    case "literal": {
      const child = node.literals.get(segment.text) ?? emptyNode();
      node.literals.set(segment.text, child);
      return child;
    }
    case "regex": {
      const known = node.regexes.find(({ source }) => source === segment.source);
      if (known !== undefined) return known.node;
      const child = emptyNode();
      node.regexes.push({ source: segment.source, matches: segment.matches, node: child });
      return child;
    }
    case "name":
      node.name ??= emptyNode();
      return node.name;
    case "rest":
      node.rest ??= emptyNode();
      return node.rest;
  }
};

type Found = { readonly id: string; readonly leaf: Leaf };

const answers = (leaf: Leaf | null, method: string): Found | null => {
  if (leaf === null) return null;
  const own = leaf.byMethod.get(method);
  if (own !== undefined) return { id: own, leaf };
  if (method === "OPTIONS") return { id: leaf.first, leaf };
  const get = method === "HEAD" ? leaf.byMethod.get("GET") : undefined;
  return get === undefined ? null : { id: get, leaf };
};

const better = (one: Found | null, other: Found | null): Found | null => {
  if (one === null || other === null) return one ?? other;
  if (one.leaf.rank !== other.leaf.rank) return one.leaf.rank < other.leaf.rank ? one : other;
  return one.leaf.order <= other.leaf.order ? one : other;
};

const search = (node: Node, parts: readonly string[], at: number, method: string): Found | null => {
  const part = parts[at];
  if (part === undefined) return answers(node.leaf, method);
  const literal = node.literals.get(part);
  if (literal !== undefined) {
    const found = search(literal, parts, at + 1, method);
    if (found !== null) return found;
  }
  // An empty segment is a trailing or doubled slash: only the pattern that writes it meets it.
  if (part === "") return null;
  let byRegex: Found | null = null;
  for (const child of node.regexes) {
    if (child.matches(part)) byRegex = better(byRegex, search(child.node, parts, at + 1, method));
  }
  if (byRegex !== null) return byRegex;
  if (node.name !== null) {
    const found = search(node.name, parts, at + 1, method);
    if (found !== null) return found;
  }
  if (node.rest === null) return null;
  let byRest: Found | null = null;
  for (let next = at + 1; next <= parts.length && parts[next - 1] !== ""; next++) {
    byRest = better(byRest, search(node.rest, parts, next, method));
  }
  return byRest;
};

const pathParts = (path: string): string[] | null => {
  if (path.length > pathLengthAtMost || path.charCodeAt(0) !== 47) return null;
  const end = path.search(/[?#]/);
  const parts = decodeUnreserved(end < 0 ? path : path.slice(0, end)).split("/");
  parts.shift();
  return parts.length > segmentsAtMost ? null : parts;
};

/** Lower case, and without the port, which no pattern's host carries. */
const hostName = (host: string): string => host.toLowerCase().replace(/:\d+$/, "");

/**
 * Builds a table that finds the route of a request: the row of its host before rows of any host,
 * then literal over regex over `{name}` over `{name+}`, left to right, the earlier row between
 * equals. HEAD without a row of its own follows GET, OPTIONS the pattern's first row; a trailing
 * slash counts; unreserved characters are percent-decoded once. Takes any rows: those that cannot
 * be matched are listed in `unmatched` and left out. switches.md, "Patterns".
 */
export const compileRoutes = (
  routes: readonly MatchableRoute[],
  compileRegex: RegexCompiler,
): RouteTable => {
  const anyHost = emptyNode();
  const hosts = new Map<string, Node>();
  const unmatched: { route: string; says: string }[] = [];
  const patterns = new Map<string, RoutePattern>();
  const regexes = new Map<string, (text: string) => boolean>();
  const compileOnce: RegexCompiler = (source) => {
    const known = regexes.get(source) ?? compileRegex(source);
    regexes.set(source, known);
    return known;
  };
  const parseOnce = (text: string): RoutePattern => {
    const known = patterns.get(text) ?? parsePattern(text, compileOnce);
    patterns.set(text, known);
    return known;
  };
  const place = (route: MatchableRoute, order: number): void => {
    if (route.pattern === null) {
      unmatched.push({ route: route.id, says: "Its path could not be translated." });
      return;
    }
    const pattern = parseOnce(route.pattern);
    const method = route.method.toUpperCase();
    // Whoever meets a row whose id is damaged is answered as for what is unknown, not by a row that says less.
    const id = typeof route.id === "string" ? route.id : "\0";
    const host = route.host === null ? null : hostName(route.host);
    const root = host === null ? anyHost : (hosts.get(host) ?? emptyNode());
    if (host !== null) hosts.set(host, root);
    const node = pattern.segments.reduce(childOf, root);
    node.leaf ??= { rank: pattern.rank, order, byMethod: new Map(), first: id };
    if (!node.leaf.byMethod.has(method)) node.leaf.byMethod.set(method, id);
  };
  routes.forEach((route, order) => {
    try {
      place(route, order);
    } catch (error) {
      const says = error instanceof Refusal ? error.message : "Its row cannot be read.";
      unmatched.push({ route: typeof route?.id === "string" ? route.id : "", says });
    }
  });
  return {
    unmatched,
    match: (method, path, host) => {
      const parts = pathParts(path);
      if (parts === null) return null;
      const verb = method.toUpperCase();
      const own =
        typeof host === "string" && hosts.size > 0 ? hosts.get(hostName(host)) : undefined;
      const found = own === undefined ? null : search(own, parts, 0, verb);
      return (found ?? search(anyHost, parts, 0, verb))?.id ?? null;
    },
  };
};
