import type { Tone } from "@/components/ui/tone";
import type { ProgramGateState } from "@/lib/domain/program-gate-state";

/** The colour of a gate's state; its word goes beside it. */
export const gateLook: Record<ProgramGateState, { tone?: Tone }> = {
  pending: {},
  blocked: { tone: "red" },
  "mostly-ready": { tone: "violet" },
  ready: { tone: "green" },
  "ready-for-approval": { tone: "green" },
  complete: { tone: "green" },
};
