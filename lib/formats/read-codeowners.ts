import { type PathGlob, pathGlob } from "@/lib/domain/path-glob";
import { pathGlobIndex } from "@/lib/domain/path-glob-index";
import type { Reason } from "@/lib/domain/refusal";

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
  /** How many rules had to be tried, of 32 characters at most; a longer one counts for several. */
  readonly tried: number;
};

export type CodeOwners = {
  /** Every owner that a rule names, in the order of the file. */
  readonly named: readonly string[];
  readonly rules: number;
  /** By section, in the order of the file: its heading (empty for what stands before the first) and its rules. */
  readonly sections: readonly { readonly name: string; readonly rules: number }[];
  /** By owner as written: the lines that name them. */
  readonly rowsOf: ReadonlyMap<string, readonly number[]>;
  /** Lines that say nothing that can be followed; the others count. */
  readonly faults: readonly Reason[];
  /** Whose a path is; nobody's where no rule fits it, or where the last one that does names nobody. */
  readonly ownersOf: (path: string) => OwnersOfPath;
};

/** More lines than this are no code owners file: GitHub reads three megabytes at most. */
const mostLines = 100_000;

const sectionHead = /^\^?\[([^\]]+)\](?:\[\d+\])?(?:\s+(.*))?$/;
/** Longer is no name and no address, and is not looked at: some patterns take their time over it. */
const longestOwner = 320;
const isOwner = (word: string): boolean =>
  word.length <= longestOwner &&
  (/^@[\w.-]+(?:\/[\w.-]+)*\/?$/.test(word) || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(word));

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

/**
 * Reads a CODEOWNERS file as GitHub and GitLab do: the last line that fits a path decides, within
 * each section; a section's heading may name owners for lines that name none; a line without
 * owners takes ownership away. In: the file's name, for messages, and its text. Negation (`!`) and
 * words that are no owners are faults of their line, which is left out; nothing else is refused.
 */
export const readCodeowners = (file: string, text: string): CodeOwners => {
  const faults: Reason[] = [];
  const rules: Rule[] = [];
  let section = "";
  let defaults: readonly string[] = [];
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  for (const [at, line] of lines.slice(0, mostLines).entries()) {
    const row = at + 1;
    const head = sectionHead.exec(line.trim());
    if (head) {
      section = (head[1] ?? "").trim().toLowerCase();
      defaults = wordsOf(head[2] ?? "").filter(isOwner);
      continue;
    }
    const [pattern, ...named] = wordsOf(line);
    if (pattern === undefined) continue;
    if (pattern.startsWith("!")) {
      faults.push({
        file,
        row,
        says: "A line cannot take paths out again with “!”: name their owners on a later line.",
      });
      continue;
    }
    const other = named.find((word) => !isOwner(word));
    if (other !== undefined) {
      faults.push({
        file,
        row,
        says: `"${other.slice(0, 100)}" is no owner: write @person, @org/team or an address.`,
      });
      continue;
    }
    const owners = named.length > 0 ? named : defaults;
    rules.push({ row, pattern, owners, section, fits: pathGlob(pattern) });
  }
  if (lines.length > mostLines) {
    faults.push({
      file,
      row: mostLines,
      says: `Only the first ${mostLines.toLocaleString("en")} lines were read.`,
    });
  }
  const index = pathGlobIndex(rules.map((rule) => rule.pattern));
  const sections = new Map<string, number>();
  const rowsOf = new Map<string, number[]>();
  for (const { section: name, owners, row } of rules) {
    sections.set(name, (sections.get(name) ?? 0) + 1);
    for (const owner of new Set(owners)) {
      const rows = rowsOf.get(owner);
      if (rows) rows.push(row);
      else rowsOf.set(owner, [row]);
    }
  }
  const ownersOf = (path: string): OwnersOfPath => {
    const decided = new Map<string, Rule>();
    let tried = 0;
    for (const at of index.candidates(path)) {
      if (decided.size === sections.size) break;
      const rule = rules[at];
      // A long pattern of wildcards takes as long as several: thousands of them are asked of every path.
      tried += 1 + Math.floor((rule?.pattern.length ?? 0) / 32);
      if (rule && !decided.has(rule.section) && rule.fits(path)) decided.set(rule.section, rule);
    }
    const deciding = [...decided.values()].sort((one, other) => one.row - other.row);
    return {
      owners: [...new Set(deciding.flatMap(({ owners }) => owners))],
      rows: deciding.map(({ row }) => row),
      tried,
    };
  };
  return {
    named: [...rowsOf.keys()],
    rules: rules.length,
    sections: [...sections].map(([name, count]) => ({ name, rules: count })),
    rowsOf,
    faults,
    ownersOf,
  };
};
