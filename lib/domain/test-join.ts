import type { ContractTestFinder } from "@/lib/domain/find-contract-tests";
import { type NamedTest, testIdentity } from "@/lib/domain/test-identity";

/** Where a pattern looks. */
export const patternFields = ["name", "class", "file", "suite"] as const;
export type PatternField = (typeof patternFields)[number];

/**
 * What finds a contract test where its id does not stand in the report: a regular expression of RE2
 * over one field, and the id that a match means, with `$1` for what it caught.
 */
export type TestPattern = {
  readonly field: PatternField;
  readonly pattern: string;
  readonly test: string;
};

/** Gives what the pattern caught in a text, the whole match first; null where it does not match. */
export type PatternMatcher = (text: string) => readonly (string | null)[] | null;

/** By which way a test was joined. */
type JoinedBy = "id" | "pattern" | "mapping";
export type Joined = { readonly test: string; readonly by: JoinedBy };

export type TestJoin = {
  readonly find: ContractTestFinder;
  /** The program's contract tests by their ids in lower case. */
  readonly known: ReadonlyMap<string, string>;
  readonly patterns: readonly (TestPattern & { readonly match: PatternMatcher })[];
  /** What people said, by identity. */
  readonly mappings: ReadonlyMap<string, string>;
};

type Joinable = NamedTest & { readonly properties: readonly string[] };

/** The field of a test that a pattern looks at. */
export const fieldOf = (test: NamedTest, field: PatternField): string => {
  if (field === "class") return test.className;
  return (field === "file" ? test.file : test[field]) ?? "";
};

/** The id that a pattern's match means: `$1` to `$9` are what it caught, `$0` the whole of it. */
export const idOfMatch = (template: string, caught: readonly (string | null)[]): string =>
  template.replace(/\$([0-9])/g, (_, index: string) => caught[Number(index)] ?? "");

/**
 * Which contract test a reported test is, and how that was found: by an id that stands in its
 * properties, name, class, suite or file, in this order; else by the program's patterns, in theirs;
 * else as somebody once said. A pattern whose id no row of the inventory has joins nothing. Null
 * leaves the test unmatched.
 */
export const joinTest = (test: Joinable, join: TestJoin): Joined | null => {
  const places = [...test.properties, test.name, test.className, test.suite, test.file ?? ""];
  for (const place of places) {
    const found = place === "" ? undefined : join.find(place)[0];
    if (found !== undefined) return { test: found, by: "id" };
  }
  for (const { field, match, test: template } of join.patterns) {
    const caught = match(fieldOf(test, field));
    const known = caught && join.known.get(idOfMatch(template, caught).toLowerCase());
    if (known) return { test: known, by: "pattern" };
  }
  const mapped = join.mappings.get(testIdentity(test));
  return mapped === undefined ? null : { test: mapped, by: "mapping" };
};
