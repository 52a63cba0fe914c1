import type { SignOffRulesView } from "@/lib/contract/sign-off-rules";
import type { claimKinds, doubtfulOutcomes } from "@/lib/domain/sign-off-claims";

type Words = { readonly label: string; readonly hint: string };

/** What a program may count, as people are asked for it. */
export const claimWords: Readonly<Record<(typeof claimKinds)[number], Words>> = {
  test: {
    label: "A contract test fails",
    hint: "Confirmed by the newest run on the target; a rerun that passes changes nothing.",
  },
  anchor: {
    label: "A source anchor is another",
    hint: "The file and line that was signed is not named any more.",
  },
  value: { label: "A value of the row is another", hint: "But for the fields named below." },
  "no-contradiction": {
    label: "Sources contradict each other",
    hint: "An import found a contradiction about the row.",
  },
  decision: {
    label: "A decision is open again",
    hint: "One that was approved when the row was signed.",
  },
  owner: {
    label: "It went to another owner",
    hint: "It was signed for a team, or by name, and is others' now: they look at it anew.",
  },
};

export const outcomeWords: Readonly<Record<(typeof doubtfulOutcomes)[number], string>> = {
  skipped: "Skipped",
  flaky: "Passed only when tried again",
  disputed: "Reports disagree",
};

/** What the rules ask, in a few sentences for those who may not edit them. */
export const ruleSentences = (rules: SignOffRulesView): string[] => [
  rules.fourEyes
    ? "Whoever wrote, reported or asked for something does not sign it."
    : "Whoever wrote, reported or asked for something may sign it.",
  ...(rules.alsoTeams.length > 0
    ? [`Besides its owner, ${rules.alsoTeams.join(" and ")} has to sign.`]
    : []),
  ...(rules.samplePercent > 0
    ? [`Of a bulk, ${rules.samplePercent} % have to be opened, drawn at random.`]
    : []),
];
