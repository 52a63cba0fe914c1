import type { Finding } from "@/lib/domain/inventory";

type FindingWords = { readonly title: string; readonly asks: string };

const findings: Record<Finding["code"], FindingWords> = {
  contradiction: {
    title: "Sources contradict each other",
    asks: "Correct the file that is wrong and import again. Until then the more trusted file counts.",
  },
  "unmatched-path": {
    title: "Paths that cannot be matched",
    asks: "The path stands in the source as a constant. Say what it stands for; until then no request meets these rows.",
  },
  "shared-switch-id": {
    title: "Switch ids that several rows share",
    asks: "Flipping by that name outside Signalbox flips all of them. Give each row a name of its own.",
  },
  "queue-without-producers": {
    title: "Queues whose producers are unknown",
    asks: "Unknown is not none: somebody puts onto them. Name the producers before a family flips.",
  },
  "support-process": {
    title: "Support processes",
    asks: "They are inventory and get no switch. Nothing to do, unless one of them should be switchable.",
  },
  "unknown-budget": {
    title: "Budgets that are not in the list of budgets",
    asks: "Add the budget to the list, or correct the rows that name it.",
  },
  "unknown-word": {
    title: "Words that are not known",
    asks: "The row is kept with its word and counts as the most careful state. Correct the word and import again.",
  },
  "unknown-column": {
    title: "Columns that are not known",
    asks: "Their values are kept as attributes. Nothing to do, unless one of them means something to Signalbox.",
  },
  "legacy-batch": {
    title: "Batches that newer ones replaced",
    asks: "The newer batches count. Remove the older file when nobody uses it any more.",
  },
  "missing-row": {
    title: "Rows that the sources no longer name",
    asks: "They stay as they are: nothing is ever deleted by an import. Retire them if they are gone.",
  },
  "pattern-conflict": {
    title: "Routes that match the same requests",
    asks: "Only one of them can decide. Make their paths or hosts differ, or retire one.",
  },
  "doubtful-path": {
    title: "Paths that look wrong",
    asks: "They are matched as written. Check them against the source.",
  },
  "duplicate-row": {
    title: "Rows that stand in a file twice",
    asks: "They are word for word the same and count once. Remove one.",
  },
  "owner-kept": {
    title: "Owners that an import does not change",
    asks: "What was given here goes before the sources. Give the rows back where the sources are right.",
  },
  formula: {
    title: "Cells that a spreadsheet would evaluate",
    asks: "They are kept as text. Check that they say what was meant.",
  },
  "not-in-tracker": {
    title: "Rows that are named by a list and not in their tracker",
    asks: "They are left out. Add them to the tracker, or take them off the list.",
  },
  "unproven-state": {
    title: "States that a file claims and may not give",
    asks: "A person verifies or retires a row in Signalbox; a file only proposes it.",
  },
};

/** A finding's code in plain words: what it is, and what it asks of whoever reads it. */
export const findingWords = (code: string): FindingWords =>
  Object.hasOwn(findings, code)
    ? findings[code as Finding["code"]]
    : { title: code, asks: "Look at the rows." };
