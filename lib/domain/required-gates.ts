import { type GateReading, type GateStep, gateSteps, opens } from "@/lib/domain/gate-reading";

/**
 * Which gates an environment asks for before a step: each gate before the step that it guards
 * (`"template"`), or those that are named, and none where a step is not.
 */
export type GateDemand = "template" | Readonly<Partial<Record<GateStep, readonly string[]>>>;

type Guarded = { readonly key: string; readonly guards: GateStep };

/** The steps that a step goes through: what held before the first cohort has to hold before all of it too. */
const stepsUpTo = (step: GateStep): readonly GateStep[] =>
  gateSteps.slice(0, gateSteps.indexOf(step) + 1);

/** Keys of the gates that an environment asks for before a step, the earlier steps' among them. */
export const requiredGates = (
  demand: GateDemand,
  gates: readonly Guarded[],
  step: GateStep,
): ReadonlySet<string> => {
  const steps = stepsUpTo(step);
  return new Set(
    demand === "template"
      ? gates.filter(({ guards }) => steps.includes(guards)).map(({ key }) => key)
      : steps.flatMap((each) => demand[each] ?? []),
  );
};

/** What stands between a capability and a step: gates that are asked for and do not open, or are not there. */
export const closedGates = (
  demand: GateDemand,
  readings: readonly GateReading[],
  step: GateStep,
): { readonly closed: readonly GateReading[]; readonly absent: readonly string[] } => {
  const gates = readings.map(({ gate, guards }) => ({ key: gate, guards }));
  const required = requiredGates(demand, gates, step);
  const known = new Set(gates.map(({ key }) => key));
  return {
    closed: readings.filter((reading) => required.has(reading.gate) && !opens(reading)),
    absent: [...required].filter((key) => !known.has(key)),
  };
};

/** The furthest step that a capability's gates let it take; `null` where not even the first. */
export const furthestStep = (
  demand: GateDemand,
  readings: readonly GateReading[],
): GateStep | null => {
  const open = gateSteps.filter((step) => {
    const { closed, absent } = closedGates(demand, readings, step);
    return closed.length + absent.length === 0;
  });
  return open.at(-1) ?? null;
};

type Flipped = "none" | "some" | "all";

/** The step that a change takes a capability: from where it is on the target to where it would be. */
export const stepTaken = (before: Flipped, after: Flipped): GateStep => {
  if (after === "all") return "full";
  return before === "none" ? "first-cohort" : "expand";
};
