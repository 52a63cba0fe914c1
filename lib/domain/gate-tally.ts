import { type GateStep, opens, type ReadingState } from "@/lib/domain/gate-reading";
import { type GateDemand, requiredGates } from "@/lib/domain/required-gates";

/** A gate of a capability in an environment with the state it was read in last; unknown where it never was. */
export type RecordedGate = {
  readonly gate: string;
  readonly guards: GateStep;
  readonly state: ReadingState;
  readonly isDryRun: boolean;
};

/** Of the gates that are asked for before a step: how many hold, of how many, and how the worst of them reads. */
export type GateTally = {
  readonly holds: number;
  readonly of: number;
  /** Null where none is asked for. */
  readonly worst: ReadingState | null;
};

const worstFirst = ["fail", "unknown", "waived", "pass"] as const;

/**
 * Counts the gates that are asked for before a step. One in dry run and one that does not apply are not counted;
 * one that is asked for and is not there reads unknown.
 */
export const gateTally = (
  demand: GateDemand,
  gates: readonly RecordedGate[],
  step: GateStep,
): GateTally => {
  const known = gates.map(({ gate: key, guards }) => ({ key, guards }));
  const byKey = new Map(gates.map((gate) => [gate.gate, gate]));
  const counted = [...requiredGates(demand, known, step)].flatMap((key) => {
    const gate = byKey.get(key) ?? { state: "unknown" as const, isDryRun: false };
    return gate.isDryRun || gate.state === "not-applicable" ? [] : [gate];
  });
  return {
    holds: counted.filter(opens).length,
    of: counted.length,
    worst: worstFirst.find((state) => counted.some((gate) => gate.state === state)) ?? null,
  };
};
