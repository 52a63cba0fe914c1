import type { Tone } from "@/components/ui/tone";
import type { DecisionSummary } from "@/lib/contract/decisions";

export const statusLook: Record<DecisionSummary["status"], { word: string; tone?: Tone }> = {
  open: { word: "open" },
  approved: { word: "approved", tone: "green" },
  rejected: { word: "rejected", tone: "red" },
  superseded: { word: "superseded", tone: "grey" },
};

const actions: Readonly<Record<string, string>> = {
  "set-decision": "edited",
  "approve-decision": "voted on",
  "set-decision-status": "opened or superseded",
  "apply-import": "imported",
};

/** What was done to a decision, in a word. */
export const actionWord = (action: string): string => actions[action] ?? action;

export const decisionAddress = (program: string, decision: string): string =>
  `/programs/${program}/decisions/${encodeURIComponent(decision)}`;
