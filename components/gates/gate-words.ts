import type { GateBoard, GateCell, GateRuleInput } from "@/lib/contract/gates";
import type { GateStep, ReadingState } from "@/lib/domain/gate-reading";

/** How each reading is told: by word, glyph and the kind of its mark. */
export const readingLook = {
  pass: { word: "pass", glyph: "✓", mark: "pass" },
  fail: { word: "fail", glyph: "✕", mark: "fail" },
  unknown: { word: "unknown", glyph: "?", mark: "unknown" },
  waived: { word: "waived", glyph: "~", mark: "waived" },
  "not-applicable": { word: "not applicable", glyph: "–", mark: "none" },
} as const satisfies Record<
  ReadingState,
  { word: string; glyph: string; mark: "pass" | "fail" | "unknown" | "waived" | "none" }
>;

export const stepWords = {
  "first-cohort": "the first cohort",
  expand: "expanding",
  full: "the full flip",
  "retire-legacy": "retiring legacy",
} as const satisfies Record<GateStep, string>;

/** For a narrow column: how far a capability may go. */
export const stepShort = {
  "first-cohort": "first cohort",
  expand: "expand",
  full: "full",
  "retire-legacy": "retire legacy",
} as const satisfies Record<GateStep, string>;

/** How far a capability's gates let it go in an environment, as a sentence. */
export const mayStepWords = ({
  gates,
  mayStep,
}: {
  readonly gates: readonly { readonly isRequired: boolean }[];
  readonly mayStep: GateStep | null;
}): string => {
  if (!gates.some(({ isRequired }) => isRequired)) return "No gate is required there.";
  return mayStep
    ? `Its gates let it go up to ${stepWords[mayStep]}.`
    : "Its gates do not let it take a first cohort.";
};

const stateOf = (word: string | null): string => (word ?? "not read").replaceAll("-", " ");

/** `pass -> fail` of a change, in words. */
export const changeWords = ({ was, is }: { was: string | null; is: string }): string =>
  was === null ? `reads ${stateOf(is)}` : `${stateOf(was)} → ${stateOf(is)}`;

/** A cell as one sentence: what a screen reader says and what hovering shows. */
export const cellSentence = (capability: string, gate: string, cell: GateCell): string => {
  const { word } = readingLook[cell.state];
  const label = cell.short && cell.short !== word ? ` (${cell.short})` : "";
  const dry = cell.isDryRun ? " Dry run: it does not bind." : "";
  return `${gate} of ${capability}: ${word}${label}. ${cell.because}${dry}`;
};

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A rule as it is written, cut so that the clause that decided can be marked, however its spaces run. */
export const ruleParts = (
  text: string,
  clause: string | null,
): { text: string; isClause: boolean }[] => {
  const words = (clause ?? "").split(/\s+/).filter(Boolean);
  const found = words.length > 0 ? new RegExp(words.map(literally).join("\\s+")).exec(text) : null;
  if (!found) return [{ text, isClause: false }];
  const end = found.index + found[0].length;
  return [
    { text: text.slice(0, found.index), isClause: false },
    { text: found[0], isClause: true },
    { text: text.slice(end), isClause: false },
  ].filter((part) => part.text !== "");
};

/** What a rule asks, as text: the expression, or the check with its parameters. */
export const ruleText = (rule: GateRuleInput): string =>
  rule.kind === "cel"
    ? rule.expression
    : [
        rule.check,
        ...Object.entries(rule.with).map(([name, value]) => `  ${name}: ${String(value)}`),
      ].join("\n");

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;

/** A change counts as opened when what let a step through no longer does, and as closed the other way round. */
const isOpen = (state: string | null): boolean =>
  state === "pass" || state === "waived" || state === "not-applicable";

/** What the board says in one sentence, e.g. `3 quality gates failing, 41 unknown. Since the last review: …`. */
export const boardWords = ({
  counts,
  changes,
  changedSince,
  lastReview,
}: Pick<GateBoard, "counts" | "changes" | "lastReview" | "changedSince">): {
  failing: string;
  unknown: string;
  since: string;
} => {
  const opened = changes.filter(({ was, is }) => isOpen(was) && !isOpen(is)).length;
  const closed = changes.filter(({ was, is }) => !isOpen(was) && isOpen(is)).length;
  const isReview = lastReview !== null && lastReview.at === changedSince;
  return {
    failing: `${plural(counts.fail, "quality gate")} failing`,
    unknown: `${counts.unknown.toLocaleString("en-GB")} unknown`,
    since: `Since ${isReview ? "the last review" : "yesterday"}: ${
      changes.length === 0 ? "nothing changed" : `${opened} opened, ${closed} closed`
    }.`,
  };
};

export type GatePlace = { readonly program: string; readonly environment: string };

const inEnvironment = (environment: string): string =>
  `?environment=${encodeURIComponent(environment)}`;

/** The page of a gate of a capability. */
export const gateAddress = (place: GatePlace, gate: string, capability: string): string =>
  `/programs/${place.program}/gates/${encodeURIComponent(gate)}/${encodeURIComponent(capability)}${inEnvironment(place.environment)}`;

export const programGateAddress = (program: string, gate: string): string =>
  `/programs/${program}/gates/program/${encodeURIComponent(gate)}`;

/** Whether a rule is about budgets, so that what was measured says more than words. */
export const isAboutBudgets = (rule: GateRuleInput): boolean =>
  /\bbudget/.test(rule.kind === "cel" ? rule.expression : rule.check);
