import type { Table } from "./table";
import { columnName } from "./tracker-columns";

/** A week of a review schedule as a document states it. */
export type StatedWeek = {
  /** The cell that names its first day, as it is written. */
  readonly starts: string;
  /** Line in the file. */
  readonly row: number;
  /** Waves, phases and batches that are gone through in it, ranges spelled out. */
  readonly scopes: readonly string[];
  /** What those cells say besides, a part for each. */
  readonly notes: readonly string[];
  readonly goals: string;
  /** Ranges that are none: backwards, over two letters, without end. They are kept as notes. */
  readonly unread: readonly string[];
};

/** What a document says of every review meeting. */
export type StatedGuide = {
  readonly checklist: readonly string[];
  readonly cautions: readonly string[];
  /** Lines that the lists begin in. */
  readonly rows: { readonly checklist: number; readonly cautions: number };
};

const weekColumns = ["week", "week_start", "week_starting", "week_of", "week_beginning", "starts"];
const goalColumns = ["primary_goals", "goals", "goal", "focus", "objective", "objectives", "notes"];
const isScopeColumn = (name: string): boolean =>
  /(?:^|_)(?:waves?|phases?|batch|batches|scopes?)$/.test(name);
/** A list with states is a list of tasks, whatever week they are meant for. */
const isStateColumn = (name: string): boolean => /(?:^|_)(?:status|state|owner|id)$/.test(name);

type ScheduleColumns = {
  readonly week: number;
  readonly scopes: readonly number[];
  readonly goals: number | null;
};

/** Which columns of a table are a schedule's; `null` for a table that is none: without a week, or with no waves beside it. */
export const scheduleColumns = (table: Table): ScheduleColumns | null => {
  const names = table.columns.map(columnName);
  const week = names.findIndex((name) => weekColumns.includes(name));
  const scopes = names.flatMap((name, at) => (isScopeColumn(name) ? [at] : []));
  if (week < 0 || scopes.length === 0 || names.some(isStateColumn)) return null;
  const goals = goalColumns.map((name) => names.indexOf(name)).find((at) => at >= 0);
  return { week, scopes, goals: goals ?? null };
};

/** A wave (`A1`, `WP5`) or the key of a batch (`BATCH-A1-ROUTES`): capitals with a figure or a dash. */
const token = String.raw`[A-Z]{1,6}\d{1,4}|[A-Z][A-Z0-9]*(?:[-_][A-Z0-9]+)+`;
const between = String.raw`\s*(?:\.{2,3}|…|–|—|-|\bto\b|\bthrough\b)\s*`;
const scopePattern = new RegExp(
  String.raw`(?<![\w-])(${token})(?:${between}(${token}|\d{1,4}))?(?![\w-])`,
  "g",
);
const wavePattern = /^([A-Z]{1,6})(\d{1,4})$/;
const longestRange = 100;

/** What a range stands for; `null` where it is none. */
const rangeOf = (first: string, last: string): string[] | null => {
  const from = wavePattern.exec(first);
  const to = wavePattern.exec(/^\d/.test(last) ? `${from?.[1] ?? ""}${last}` : last);
  if (!from || !to || from[1] !== to[1]) return null;
  const [low, high] = [Number(from[2]), Number(to[2])];
  if (high < low || high - low >= longestRange) return null;
  return Array.from({ length: high - low + 1 }, (_, index) => `${from[1]}${low + index}`);
};

/** Words left of a cell once its waves are taken out: without the commas and brackets that held them. */
const wordsLeft = (text: string): string =>
  text
    .replace(/\(\s*\+?\s*/g, " ")
    .replace(/[)]/g, " ")
    .replace(/\s+/g, " ")
    .replace(/(?:\s*[,;]\s*){2,}/g, ", ")
    .replace(/^(?:[\s,;.:/&+–—-]|\band\b)+|(?:[\s,;:/&+–—-]|\band\b)+$/gi, "")
    .trim();

/**
 * The waves and batches that a cell of a schedule names, ranges such as `A1..A4` spelled out, and the words beside
 * them: `A1..A4 owner-signoff promotion`. Ranges that are none are given back and stay in the words.
 */
export const scopesIn = (
  cell: string,
): { readonly scopes: readonly string[]; readonly words: string; readonly unread: string[] } => {
  const scopes: string[] = [];
  const unread: string[] = [];
  const left = cell.replace(scopePattern, (all: string, first: string, last?: string) => {
    const found = last === undefined ? [first] : rangeOf(first, last);
    if (found === null) {
      unread.push(all);
      return all;
    }
    scopes.push(...found);
    return " ";
  });
  return { scopes: [...new Set(scopes)], words: wordsLeft(left), unread };
};

/** The weeks of a schedule's table, in its order; rows with nothing in them are left out. */
export const readSchedule = (table: Table, columns: ScheduleColumns): StatedWeek[] =>
  table.rows
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""))
    .map(({ row, cells }) => {
      const cellsOf = columns.scopes.map((at) => scopesIn(cells[at] ?? ""));
      return {
        starts: cells[columns.week]?.trim() ?? "",
        row,
        scopes: [...new Set(cellsOf.flatMap(({ scopes }) => scopes))],
        notes: [...new Set(cellsOf.map(({ words }) => words).filter((words) => words !== ""))],
        goals: columns.goals === null ? "" : (cells[columns.goals]?.trim() ?? ""),
        unread: cellsOf.flatMap(({ unread }) => unread),
      };
    });

const heading = /^\s{0,3}#{1,6}\s+(.+?)\s*#*$/;
const numbered = /^\s{0,3}\d{1,3}[.)]\s+(.+)$/;
const listed = /^\s{0,3}(?:\d{1,3}[.)]|[-*+])\s+(?:\[[ xX]\]\s+)?(.+)$/;
const plain = (text: string): string => text.replace(/\*\*|`/g, "").trim();
const mostPoints = 50;
const longestPoint = 500;

/**
 * What a schedule's text says of every meeting: the numbered list beneath a heading that names a checklist, and the
 * list beneath one that names cautions. A point that goes on in further lines is one point. Fenced code is skipped.
 */
export const readReviewGuide = (text: string): StatedGuide => {
  const checklist: string[] = [];
  const cautions: string[] = [];
  const rows = { checklist: 0, cautions: 0 };
  let into: "checklist" | "cautions" | null = null;
  let isFenced = false;
  let isOpen = false;
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (/^\s{0,3}(?:```|~~~)/.test(line)) isFenced = !isFenced;
    if (isFenced) continue;
    const title = line.length > longestPoint ? undefined : heading.exec(line)?.[1];
    if (title !== undefined) {
      into = /\bcheck\s?-?list\b/i.test(title)
        ? "checklist"
        : /\b(?:cautions?|warnings?|beware)\b/i.test(title)
          ? "cautions"
          : null;
      isOpen = false;
      continue;
    }
    if (into === null) continue;
    const list = into === "checklist" ? checklist : cautions;
    const point = (into === "checklist" ? numbered : listed).exec(line)?.[1];
    if (point !== undefined && list.length < mostPoints) {
      if (list.length === 0) rows[into] = at + 1;
      list.push(plain(point).slice(0, longestPoint));
      isOpen = true;
    } else if (isOpen && /^\s{2,}\S/.test(line) && point === undefined) {
      const last = list.pop() ?? "";
      list.push(`${last} ${plain(line)}`.slice(0, longestPoint));
    } else isOpen = false;
  }
  return { checklist, cautions, rows };
};
