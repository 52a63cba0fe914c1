import {
  type PatternSegment,
  parsePattern,
  type RegexCompiler,
  type RoutePattern,
} from "@/lib/domain/route-pattern";
import type { MatchableRoute } from "@/lib/domain/route-table";

/** Rows that can meet the same request with nothing to choose between them. */
export type PatternConflict = {
  readonly routes: readonly string[];
  readonly method: string;
  readonly host: string | null;
  /** False where two regular expressions stand against each other and may share no text. */
  readonly isCertain: boolean;
  readonly says: string;
};

type Meeting = "never" | "may" | "does";

const leastSure = (one: Meeting, other: Meeting): Meeting =>
  one === "never" || other === "never"
    ? "never"
    : one === "may" || other === "may"
      ? "may"
      : "does";

const surest = (one: Meeting, other: Meeting): Meeting =>
  one === "does" || other === "does" ? "does" : one === "may" || other === "may" ? "may" : "never";

const segmentsMeet = (one: PatternSegment, other: PatternSegment): Meeting => {
  if (one.kind === "literal") {
    if (other.kind === "literal") return one.text === other.text ? "does" : "never";
    if (one.text === "") return "never";
    if (other.kind === "regex") return other.matches(one.text) ? "does" : "never";
    return "does";
  }
  if (other.kind === "literal") return segmentsMeet(other, one);
  if (one.kind === "regex" && other.kind === "regex") {
    return one.source === other.source ? "does" : "may";
  }
  return one.kind === "regex" || other.kind === "regex" ? "may" : "does";
};

/**
 * Whether some path meets both patterns: `never`, `does`, or `may` where regular expressions stand
 * against each other. Looks at every way to spread `{name+}` over segments.
 */
export const patternsMeet = (one: RoutePattern, other: RoutePattern): Meeting => {
  const known = new Map<string, Meeting>();
  const meet = (at: number, otherAt: number): Meeting => {
    const here = one.segments[at];
    const there = other.segments[otherAt];
    if (here === undefined || there === undefined) {
      return here === there ? "does" : "never";
    }
    const place = `${at} ${otherAt}`;
    const seen = known.get(place);
    if (seen !== undefined) return seen;
    const first = segmentsMeet(here, there);
    let after: Meeting = "never";
    if (first !== "never") {
      after = meet(at + 1, otherAt + 1);
      if (here.kind === "rest") after = surest(after, meet(at, otherAt + 1));
      if (there.kind === "rest") after = surest(after, meet(at + 1, otherAt));
    }
    const meeting = leastSure(first, after);
    known.set(place, meeting);
    return meeting;
  };
  return meet(0, 0);
};

// Thousands of rows of one shape are one fault, said often enough by their neighbours.
const comparedAtMost = 50;

type Parsed = { readonly route: MatchableRoute; readonly pattern: RoutePattern };

const literalsOf = (segments: readonly PatternSegment[]): string =>
  segments.map((segment) => (segment.kind === "literal" ? segment.text : "*")).join("/");

/** What must be equal for two patterns of one rank to meet: the literals outside the first and last `{name+}`. */
const fixedParts = ({ segments, rank }: RoutePattern): string => {
  const first = segments.findIndex(({ kind }) => kind === "rest");
  if (first < 0) return `${rank} ${literalsOf(segments)}`;
  const last = segments.findLastIndex(({ kind }) => kind === "rest");
  return `${rank} ${literalsOf(segments.slice(0, first))} ${literalsOf(segments.slice(last + 1))}`;
};

/**
 * Lists the rows that can meet the same request at the same rank: same method, same host, same kinds
 * of segments. Rows without a pattern, or with one that is malformed, are left out.
 * switches.md, "Patterns".
 */
export const patternConflicts = (
  routes: readonly MatchableRoute[],
  compileRegex: RegexCompiler,
): readonly PatternConflict[] => {
  const groups = new Map<string, Parsed[]>();
  for (const route of routes) {
    if (route.pattern === null) continue;
    try {
      const pattern = parsePattern(route.pattern, compileRegex);
      const place = `${route.method.toUpperCase()} ${route.host?.toLowerCase() ?? ""} ${fixedParts(pattern)}`;
      const group = groups.get(place) ?? [];
      group.push({ route, pattern });
      groups.set(place, group);
    } catch {
      // Said where the row is read; a pattern that matches nothing stands in nobody's way.
    }
  }
  return [...groups.values()].flatMap((rows) =>
    rows.flatMap((one, at) => {
      const met = rows.slice(at + 1, at + 1 + comparedAtMost).map((other) => ({
        other,
        meeting: patternsMeet(one.pattern, other.pattern),
      }));
      return met.flatMap(({ other, meeting }): PatternConflict[] => {
        if (meeting === "never") return [];
        const { method, host } = one.route;
        const pair = `${one.route.id} (${one.pattern.text}) and ${other.route.id} (${other.pattern.text})`;
        const can = meeting === "does" ? "meet" : "may meet";
        return [
          {
            routes: [one.route.id, other.route.id],
            method,
            host,
            isCertain: meeting === "does",
            says: `${pair} ${can} the same ${method} request and neither is more specific; the earlier row wins.`,
          },
        ];
      });
    }),
  );
};
