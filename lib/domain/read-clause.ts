import {
  type BudgetClause,
  type BudgetFault,
  type BudgetLimit,
  type BudgetUnit,
  type Comparison,
  type Quantity,
  unitsOf,
} from "./budget-clause";
import { isMetric, isMoreBetter, isRate, metricWords } from "./metric";

type Read = { readonly clause: BudgetClause } | { readonly fault: BudgetFault };

const symbols: Readonly<Record<string, Comparison>> = {
  "<=": "<=",
  "=<": "<=",
  "≤": "<=",
  ">=": ">=",
  "=>": ">=",
  "≥": ">=",
  "<": "<",
  ">": ">",
};

/** `worse` is settled by the metric: for throughput less is worse. */
const comparisonWords: Readonly<Record<string, Comparison | "worse">> = {
  "not worse than": "worse",
  "no worse than": "worse",
  "not more than": "<=",
  "no more than": "<=",
  "not less than": ">=",
  "no less than": ">=",
  "not above": "<=",
  "not below": ">=",
  "at most": "<=",
  "at least": ">=",
  within: "<=",
  "less than": "<",
  "more than": ">",
  below: "<",
  under: "<",
  above: ">",
  over: ">",
};

const wordPattern = Object.keys(comparisonWords)
  .map((words) => words.replaceAll(" ", "\\s+"))
  .join("|");
const comparison = new RegExp(`<=|=<|≤|>=|=>|≥|<|>|\\b(?:${wordPattern})\\b`, "i");

const unitsByWord: Readonly<Record<string, BudgetUnit | "pp">> = {
  us: "us",
  µs: "us",
  μs: "us",
  microseconds: "us",
  ms: "ms",
  msec: "ms",
  millisecond: "ms",
  milliseconds: "ms",
  s: "s",
  sec: "s",
  secs: "s",
  second: "s",
  seconds: "s",
  min: "min",
  mins: "min",
  minute: "min",
  minutes: "min",
  h: "h",
  hour: "h",
  hours: "h",
  "%": "%",
  percent: "%",
  pp: "pp",
  points: "pp",
  "percentage points": "pp",
  "/s": "/s",
  "/sec": "/s",
  "per second": "/s",
  rps: "/s",
  "/min": "/min",
  "per minute": "/min",
};

const quantityPattern = /^(\d+(?:\.\d+)?|\.\d+)\s*(.*)$/s;

const example = (metric: string): string => {
  if (isRate(metric)) return `${metricWords(metric)} <= baseline + 0.2% or <= 1%`;
  if (isMoreBetter(metric)) return `${metricWords(metric)} >= baseline - 5% or >= 200/s`;
  return `${metricWords(metric)} <= baseline + 10% or <= 50 ms`;
};

type Attempt<Value> = { readonly value: Value } | { readonly says: string };

const readQuantity = (text: string): Attempt<{ value: number; unit: BudgetUnit | "pp" }> => {
  if (/^\d+,\d/.test(text)) {
    return { says: `"${text}" has a comma in its number; write a point, and no thousands mark` };
  }
  const [, digits, rest = ""] = quantityPattern.exec(text) ?? [];
  if (digits === undefined) return { says: `"${text}" is no number` };
  const value = Number(digits);
  if (value > 1e12 || digits.length > 20) return { says: `${digits} is beyond every measurement` };
  // `200 requests/s`, `5 orders per second`: what is counted is the program's own affair.
  const word = rest
    .trim()
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/^(?:requests?|reqs?|operations?|ops|jobs?|messages?|items?)\s*(?=\/|per )/, "");
  if (word === "") return { says: `${digits} has no unit` };
  const unit = Object.hasOwn(unitsByWord, word) ? unitsByWord[word] : undefined;
  return unit === undefined
    ? { says: `"${rest.trim()}" is no unit that a budget knows` }
    : { value: { value, unit } };
};

const unitList = (units: readonly string[]): string => units.join(", ").replace("us", "µs");

const readAllowance = (text: string, metric: string): Attempt<Quantity> => {
  const read = readQuantity(text);
  if ("says" in read) return read;
  const { value, unit } = read.value;
  if (unit === "pp") {
    return isRate(metric)
      ? { value: { value, unit: "%" } }
      : { says: `points are of a rate, and ${metricWords(metric)} is none` };
  }
  if (unit === "%" || unitsOf(metric).includes(unit)) return { value: { value, unit } };
  return { says: `${metricWords(metric)} takes % or ${unitList(unitsOf(metric))} here` };
};

const readLimit = (text: string, metric: string): Attempt<BudgetLimit> => {
  const [whole] = /^(?:the\s+)?(?:legacy\s+)?baseline\b/i.exec(text) ?? [];
  if (whole === undefined) {
    const read = readQuantity(text);
    if ("says" in read) return read;
    const { value, unit } = read.value;
    const units = unitsOf(metric);
    if (unit === "pp" || !units.includes(unit)) {
      return { says: `${metricWords(metric)} is limited in ${unitList(units)}` };
    }
    return { value: { kind: "fixed", quantity: { value, unit } } };
  }
  const rest = text.slice(whole.length).trim();
  if (rest === "") return { value: { kind: "baseline", allowance: null } };
  const [, mark = "", amount = ""] = /^([+\-−–])\s*(.*)$/s.exec(rest) ?? [];
  if (mark === "") return { says: `"${rest}" after baseline is neither + nor - something` };
  const read = readAllowance(amount, metric);
  if ("says" in read) return read;
  const sign = mark === "+" ? "+" : "-";
  if (sign === "-" && read.value.unit === "%" && read.value.value >= 100) {
    return { says: "baseline less 100 % or more leaves nothing to stay within" };
  }
  return { value: { kind: "baseline", allowance: { sign, quantity: read.value } } };
};

const fillers =
  /\b(?:latency|latencies|response times?|durations?|is|are|be|must|should|has to|stays?|remains?|of|for|the)\b/gi;
const statistics: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [
    /(?<![\w./-])p\s?(\d{1,2}(?:\.\d{1,3})?)(?![\w.]*\w)/i,
    ([, digits = ""]) => `P${Number(digits)}`,
  ],
  [/\bmedian\b/i, () => "P50"],
  [/\b(?:average|avg|mean)\b/i, () => "Average"],
  [/\b(?:maximum|max)\b/i, () => "Maximum"],
];
const rates: readonly (readonly [RegExp, string])[] = [
  [/\b(?:error|failure) rate\b|\berrors\b/i, "errorRate"],
  [/\bsaturation\b/i, "saturation"],
  [/\bthroughput\b|\brequests per second\b|\brps\b/i, "throughput"],
];
const lag = /\b(?:queue\s+)?lag\b/i;

/** The metric that words before a comparison name, and what else they say. */
const readSubject = (words: string): { metric: string; of: string | null } | null => {
  let rest = words;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest);
    if (match) rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`;
    return match;
  };
  const named = (): string | null => {
    for (const [pattern, metric] of rates) if (take(pattern)) return metric;
    const isLag = take(lag) !== null;
    for (const [pattern, statistic] of statistics) {
      const match = take(pattern);
      if (match === null) continue;
      const word = statistic(match);
      return isLag ? `lag${word}` : `${word.charAt(0).toLowerCase()}${word.slice(1)}`;
    }
    return isLag ? "lag" : null;
  };
  const metric = named();
  if (metric === null || !isMetric(metric)) return null;
  const of = rest.replace(fillers, " ").replace(/\s+/g, " ").trim();
  return { metric, of: of === "" ? null : of };
};

const isAboutNumbers = (text: string): boolean =>
  /<|>|≤|≥|=/.test(text) || /\bbase[\s-]?line\b/i.test(text) || /^p\d/i.test(text);

/** Reads one clause that stands at a character of the budget. Rule: `parseBudget`. */
export const readClause = (text: string, at: number): Read => {
  const found = comparison.exec(text);
  const subject = readSubject(found ? text.slice(0, found.index) : text);
  const unread = (says: string, place: number): Read => ({
    fault: { says, at: at + place, text: text.slice(place) },
  });
  if (!found || (subject === null && !isAboutNumbers(text))) {
    if (!isAboutNumbers(text)) return { clause: { kind: "stated", text } };
    return subject === null
      ? unread(
          `In "${text}" nothing was understood. Write a metric, a comparison and a limit, for example P95 <= baseline + 10%.`,
          0,
        )
      : unread(
          `In "${text}" ${metricWords(subject.metric)} was understood, and no comparison follows. Write for example ${example(subject.metric)}.`,
          0,
        );
  }
  if (subject === null) {
    return unread(
      `In "${text}" it was not understood what is measured. Begin with P50, P95, P99, error rate, queue lag P95 or throughput, for example P95 <= baseline + 10%.`,
      0,
    );
  }
  const { metric, of } = subject;
  const rest = text.slice(found.index + found[0].length);
  const written = rest.trim();
  const understood = text.slice(0, found.index + found[0].length).trim();
  if (written === "") {
    return unread(
      `"${understood}" was understood, and no limit follows. Write for example ${example(metric)}.`,
      text.length,
    );
  }
  const limit = readLimit(written, metric);
  if ("says" in limit) {
    return unread(
      `"${understood}" was understood; "${written}" was not: ${limit.says}. Write for example ${example(metric)}.`,
      text.length - rest.trimStart().length,
    );
  }
  const word = found[0].toLowerCase().replace(/\s+/g, " ");
  const meant = symbols[word] ?? comparisonWords[word] ?? "worse";
  const settled = meant === "worse" ? (isMoreBetter(metric) ? ">=" : "<=") : meant;
  return {
    clause: { kind: "measured", text, metric, of, comparison: settled, limit: limit.value },
  };
};
