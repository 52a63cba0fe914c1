import type { PatternPreview, TestPatternInput } from "@/lib/contract/tests";
import { Refusal } from "@/lib/domain/refusal";
import { fieldOf, idOfMatch, type TestJoin } from "@/lib/domain/test-join";
import { compileTestPattern } from "@/lib/formats/compile-test-pattern";
import type { Database, Transaction } from "@/lib/server/db";
import { programTestJoin } from "@/lib/server/evidence/program-test-join";

/** So many unmatched tests are looked at, the last seen first. */
const mostLookedAt = 20_000;
const listed = 20;
const atOnce = 500;

export type PatternMatches = {
  readonly preview: Omit<PatternPreview, "results" | "says">;
  /** The contract test of each unmatched test that a pattern finds, by identity. */
  readonly pairs: ReadonlyMap<string, string>;
};

/** Refuses patterns that cannot be read, each with its place in the list. */
const refuseUnreadable = (patterns: readonly TestPatternInput[]): void => {
  const reasons = patterns.flatMap(({ pattern }, index) => {
    try {
      compileTestPattern(pattern);
      return [];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const says = error.reasons[0]?.says ?? error.message;
      return [{ field: `patterns.${index}.pattern`, says: `${pattern}: ${says}` }];
    }
  });
  const [first] = reasons;
  if (first) throw new Refusal("invalid", `A pattern cannot be read: ${first.says}`, reasons);
};

type Found = {
  joins: number;
  unknown: number;
  matches: PatternPreview["patterns"][number]["matches"];
};

/** What patterns make of the program's unmatched tests. The first that names a known test joins. */
export const patternMatches = async (
  db: Database | Transaction,
  programId: string,
  patterns: readonly TestPatternInput[],
): Promise<PatternMatches> => {
  refuseUnreadable(patterns);
  const join: TestJoin = await programTestJoin(db, programId, patterns);
  const tests = await db.unmatchedTest.findMany({
    where: { programId },
    orderBy: [{ lastSeenAt: "desc" }, { identity: "asc" }],
    take: mostLookedAt,
    select: { identity: true, suite: true, className: true, name: true, file: true },
  });
  const found: Found[] = patterns.map(() => ({ joins: 0, unknown: 0, matches: [] }));
  const pairs = new Map<string, string>();
  for (const [index, test] of tests.entries()) {
    if (index % atOnce === atOnce - 1) await new Promise((resolve) => setImmediate(resolve));
    for (const [place, pattern] of join.patterns.entries()) {
      const caught = pattern.match(fieldOf(test, pattern.field));
      const of = found[place];
      if (!caught || !of) continue;
      const named = idOfMatch(pattern.test, caught);
      const known = join.known.get(named.toLowerCase());
      if (known) of.joins += 1;
      else of.unknown += 1;
      if (of.matches.length < listed) {
        const { identity, name } = test;
        of.matches.push({ identity, name, test: known ?? named, isKnown: known !== undefined });
      }
      if (!known) continue;
      pairs.set(test.identity, known);
      break;
    }
  }
  return { preview: { patterns: found, left: tests.length - pairs.size }, pairs };
};
