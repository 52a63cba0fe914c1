import { type Effort, type PathGlob, pathGlob, pathNames } from "@/lib/domain/path-glob";
import { pathGlobIndex } from "@/lib/domain/path-glob-index";
import { type Reason, Refusal } from "@/lib/domain/refusal";

type Rule = {
  readonly row: number;
  readonly pattern: string;
  readonly owners: readonly string[];
  readonly section: string;
  readonly fits: PathGlob;
};

type OwnersOfPath = {
  /** As the file writes them: `@org/team`, `@person`, an address. Of every section, without repetition. */
  readonly owners: readonly string[];
  /** The lines that decide, one a section. */
  readonly rows: readonly number[];
};

export type CodeOwners = {
  /** Every owner that a rule names, in the order of the file. */
  readonly named: readonly string[];
  readonly rules: number;
  /** By section, in the order of the file: its heading (empty for what stands before the first) and its rules. */
  readonly sections: readonly { readonly name: string; readonly rules: number }[];
  /** By owner as written: how many lines are theirs, and the first of these. */
  readonly linesOf: ReadonlyMap<
    string,
    { readonly count: number; readonly first: readonly number[] }
  >;
  /** Lines that say nothing that can be followed; the others count. */
  readonly faults: readonly Reason[];
  /**
   * Whose a path is; nobody's where no rule fits it, or where the last one that does names nobody. Whoever asks about
   * many paths hands in one effort for all: it is refused when they take too long, with the lines that it took.
   */
  readonly ownersOf: (path: string, effort?: Effort) => OwnersOfPath;
};

/** More lines than this are no code owners file: GitHub reads three megabytes at most. */
const mostLines = 100_000;

/** Longer is no pattern: paths have at most 4,096 characters where code is kept. */
const longestPattern = 1_000;
/** GitHub asks at most a hundred reviewers of one change. */
const mostOwners = 100;
/** Characters that are compared for all paths of one question: about half a second. Fifty loose lines take less for 50,000 paths. */
const mostSteps = 80_000_000;
/** What finding a line and taking it up cost, in characters: about ten and forty nanoseconds. */
const stepsOfFinding = 2;
const stepsOfTaking = 8;
const rowsNamed = 20;

const sectionHead = /^\^?\[([^\]]+)\](?:\[\d+\])?(?:\s+(.*))?$/;
/** Longer is no name and no address, and is not looked at: some patterns take their time over it. */
const longestOwner = 320;
const isAddress = (word: string): boolean => {
  const [name, domain, ...more] = word.split("@");
  return (
    Boolean(name && domain?.slice(1, -1).includes(".")) && more.length === 0 && !/\s/.test(word)
  );
};
const isOwner = (word: string): boolean =>
  word.length <= longestOwner && (/^@[\w.-]+(?:\/[\w.-]+)*\/?$/.test(word) || isAddress(word));

/** Words of a line: blanks part them, a backslash keeps the next character, `#` begins a comment. */
const wordsOf = (line: string): string[] => {
  const words: string[] = [];
  let word = "";
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? "";
    if (character === "\\" && at + 1 < line.length) {
      at += 1;
      word += line[at];
    } else if (character === "#" && word === "") break;
    else if (/\s/.test(character)) {
      if (word !== "") words.push(word);
      word = "";
    } else word += character;
  }
  if (word !== "") words.push(word);
  return words;
};

/** What keeps a line from being followed, in a sentence; `null` where nothing does. */
const faultOf = (pattern: string, named: readonly string[]): string | null => {
  if (pattern.startsWith("!")) {
    return "A line cannot take paths out again with “!”: name their owners on a later line.";
  }
  if (pattern.length > longestPattern) {
    return `This pattern has ${pattern.length.toLocaleString("en")} characters; ${longestPattern.toLocaleString("en")} is the most.`;
  }
  if (named.length > mostOwners) {
    return `This line names ${named.length.toLocaleString("en")} owners; ${mostOwners} is the most.`;
  }
  const other = named.find((word) => !isOwner(word));
  return other === undefined
    ? null
    : `"${other.slice(0, 100)}" is no owner: write @person, @org/team or an address.`;
};

/** By owner: how many rules are theirs, and the first lines of these. */
const ownersLines = (rules: readonly Rule[]): CodeOwners["linesOf"] => {
  // By who they are given to: thousands of lines may have the owners of their heading.
  const given = new Map<readonly string[], number[]>();
  for (const { owners, row } of rules) {
    const rows = given.get(owners);
    if (rows) rows.push(row);
    else given.set(owners, [row]);
  }
  const lines = new Map<string, { count: number; first: number[] }>();
  for (const [owners, rows] of given) {
    for (const owner of owners) {
      const known = lines.get(owner);
      lines.set(owner, {
        count: (known?.count ?? 0) + rows.length,
        first: [...(known?.first ?? []), ...rows.slice(0, rowsNamed)]
          .sort((one, other) => one - other)
          .slice(0, rowsNamed),
      });
    }
  }
  return lines;
};

/**
 * Reads a CODEOWNERS file as GitHub and GitLab do: the last line that fits a path decides, within
 * each section; a section's heading may name owners for lines that name none; a line without
 * owners takes ownership away. In: the file's name, for messages, and its text. Negation (`!`),
 * words that are no owners, and what is longer than a line of it is (1,000 characters of a pattern, 100 owners) are
 * faults of their line, which is left out; nothing else is refused.
 */
export const readCodeowners = (file: string, text: string): CodeOwners => {
  const faults: Reason[] = [];
  const fault = (row: number, says: string): void => {
    faults.push({ file, row, says });
  };
  const rules: Rule[] = [];
  let section = "";
  let defaults: readonly string[] = [];
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  for (const [at, line] of lines.slice(0, mostLines).entries()) {
    const row = at + 1;
    const head = sectionHead.exec(line.trim());
    if (head) {
      section = (head[1] ?? "").trim().toLowerCase();
      defaults = [...new Set(wordsOf(head[2] ?? "").filter(isOwner))];
      if (defaults.length > mostOwners) {
        fault(row, `This heading names more than ${mostOwners} owners: it counts as naming none.`);
        defaults = [];
      }
      continue;
    }
    const [pattern, ...named] = wordsOf(line);
    if (pattern === undefined) continue;
    const says = faultOf(pattern, named);
    if (says !== null) fault(row, says);
    else {
      const owners = named.length > 0 ? [...new Set(named)] : defaults;
      rules.push({ row, pattern, owners, section, fits: pathGlob(pattern) });
    }
  }
  if (lines.length > mostLines) {
    fault(mostLines, `Only the first ${mostLines.toLocaleString("en")} lines were read.`);
  }
  const index = pathGlobIndex(rules.map((rule) => rule.pattern));
  const sections = new Map<string, number>();
  for (const { section: name } of rules) sections.set(name, (sections.get(name) ?? 0) + 1);
  const tooLong = (path: string, candidates: readonly number[]): Refusal => {
    const tried = candidates.flatMap((at) => rules[at]?.row ?? []).reverse();
    return new Refusal(
      "too-large",
      `Too many lines of this CODEOWNERS file have to be tried on every source file: ${tried.length.toLocaleString("en")} on ${path.slice(0, 200)}. Begin them with a folder, write fewer wildcards, or leave out what concerns no row here.`,
      tried
        .slice(0, rowsNamed)
        .map((row) => ({ file, row, says: "This line is one of those that are tried." })),
    );
  };
  const ownersOf = (path: string, effort: Effort = { steps: 0 }): OwnersOfPath => {
    const decided = new Map<string, Rule>();
    const names = pathNames(path);
    const candidates = index.candidates(names);
    effort.steps += candidates.length * stepsOfFinding;
    for (const at of candidates) {
      if (decided.size === sections.size) break;
      const rule = rules[at];
      effort.steps += stepsOfTaking;
      if (effort.steps > mostSteps) throw tooLong(path, candidates);
      if (rule && !decided.has(rule.section) && rule.fits(names, effort))
        decided.set(rule.section, rule);
    }
    const deciding = [...decided.values()].sort((one, other) => one.row - other.row);
    return {
      owners: [...new Set(deciding.flatMap(({ owners }) => owners))],
      rows: deciding.map(({ row }) => row),
    };
  };
  const linesOf = ownersLines(rules);
  return {
    named: [...linesOf.keys()],
    rules: rules.length,
    sections: [...sections].map(([name, count]) => ({ name, rules: count })),
    linesOf,
    faults,
    ownersOf,
  };
};
