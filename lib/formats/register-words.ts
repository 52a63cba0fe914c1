import type { DecisionStatus } from "@/lib/domain/decision-approval";

const normal = (word: string): string =>
  word
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .replace(/[.!]+$/, "");

const lookup =
  <T>(table: ReadonlyMap<T, string>) =>
  (word: string): T | null => {
    const name = normal(word);
    for (const [value, words] of table) if (words.split("|").includes(name)) return value;
    return null;
  };

/** Whether a line of a checklist holds, by the word that a source has for it; `null` for no word that is known. */
export const checkOf = (word: string): "pass" | "fail" | "unknown" | null =>
  lookup(
    new Map([
      [
        "pass",
        "pass|passed|passing|done|complete|completed|yes|ok|green|met|satisfied|approved|true|✅|✓|✔|[x]|x|holds",
      ],
      [
        "fail",
        "fail|failed|failing|blocked|no|red|not met|unmet|missing|false|❌|✗|[ ]|open|pending|todo|to do|in progress|started|partial|partially|not started|draft|yellow|amber",
      ],
      ["unknown", "unknown|tbd|?|n/a|na|-|–|—|unclear|not known"],
    ] as const),
  )(word);

/** A decision's status by the word that a source has for it; `null` for no word that is known. */
export const decisionStatusOf = (word: string): DecisionStatus | null =>
  lookup(
    new Map([
      ["approved", "approved|accepted|decided|agreed|adopted|final|finalized|finalised"],
      ["rejected", "rejected|declined|denied|refused"],
      ["superseded", "superseded|replaced|obsolete|withdrawn"],
      [
        "open",
        "open|pending|proposed|draft|in review|review|under discussion|discussion|deferred|tbd|new|undecided|needs clarification|blocked",
      ],
    ] as const),
  )(word);

const noDate = /^(?:tbd|tba|n\/?a|none|unknown|open|pending|-|–|—|\?)?$/i;
const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

const dayOf = (year: number, month: number, day: number): string | null => {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isThatDay =
    at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isThatDay && year >= 1970 && year < 2200 ? at.toISOString().slice(0, 10) : null;
};

/**
 * The day that a cell names (`2026-02-13`, `13 Feb 2026`, `Feb 13, 2026`, with or without a time of day):
 * `none` where it says that there is none yet, `null` where it is no date. Days of numbers alone in another order
 * (`02/03/2026`) are refused: nobody can tell which is the month.
 */
export const dateOf = (cell: string): { readonly day: string } | "none" | null => {
  const text = cell.trim();
  if (noDate.test(text)) return "none";
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
  const named = /^(\d{1,2})\.?\s+([A-Za-z]{3})[a-z]*\.?,?\s+(\d{4})$/.exec(text);
  const american = /^([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/.exec(text);
  const month = (word = ""): number => months.indexOf(word.toLowerCase()) + 1;
  const day = iso
    ? dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
    : named
      ? dayOf(Number(named[3]), month(named[2]), Number(named[1]))
      : american
        ? dayOf(Number(american[3]), month(american[1]), Number(american[2]))
        : null;
  return day === null ? null : { day };
};

/** `(a) …, (b) …, (c) …` after “Sub-gates:”; empty where there are none. */
export const subGatesOf = (text: string): { readonly key: string; readonly title: string }[] => {
  const listed = /\bsub[- ]?gates?\s*:\s*(.+)$/is.exec(text)?.[1];
  if (listed === undefined) return [];
  const marks = [...listed.matchAll(/\(([a-z]|[ivx]{1,4}|\d{1,2})\)\s+/gi)];
  return marks.map((mark, at) => ({
    key: (mark[1] ?? "").toLowerCase(),
    title: listed
      .slice(mark.index + mark[0].length, marks[at + 1]?.index ?? listed.length)
      .replace(/[\s,;.]+(?:and)?\s*$/i, "")
      .trim(),
  }));
};

/** A key for a register out of what a cell names: `G8`, `D-007`, `Security review` becomes `Security-review`. */
export const registerKeyOf = (cell: string): string =>
  cell
    .trim()
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+|-+$/g, "")
    .slice(0, 63);

/** The milestone that a heading names: `M0 Readiness Checklist` is `M0`; `null` where it names none. */
export const milestoneOf = (
  heading: string,
): { readonly key: string; readonly title: string } | null => {
  const found = /\b(MM|M\d+(?:\.\d+)?[a-z]?|MS-?\d+|[Mm]ilestone\s+\d+)\b/.exec(heading);
  if (!found) return null;
  const word = found[1] ?? "";
  return { key: registerKeyOf(word.replace(/^milestone\s+/i, "M")), title: heading.trim() };
};
