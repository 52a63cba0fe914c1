/** Something that held and does not any more, with what a gate's reason calls it by. */
export type Cause = {
  readonly environment: string;
  /** Words of which one in a gate's reason names it: a budget's key, a build. */
  readonly names: readonly string[];
};

/** A quality gate that stopped letting a step through, with the reason that it gives. */
export type TurnedGate = {
  readonly environment: string;
  readonly gate: string;
  readonly capability: string;
  readonly state: "fail" | "unknown";
  readonly because: string;
};

// What may stand in a budget's key or a test's; a key within a longer one is another's.
const isNamePart = (letter: string | undefined): boolean =>
  letter !== undefined && /[\w-]/.test(letter);

const names = (text: string, name: string): boolean => {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!isNamePart(text[at - 1]) && !isNamePart(text[at + name.length])) return true;
  }
  return false;
};

/**
 * Shows one cause once: gates whose reason names a cause that is listed anyway go with it, and gates that give the
 * same reason in the same environment stand together, in the order that they came in. Takes causes and turned
 * gates; gives each cause with its gates, and the groups of the rest.
 */
export const foldDrift = <Listed extends Cause, Gate extends TurnedGate>(
  causes: readonly Listed[],
  gates: readonly Gate[],
): {
  readonly causes: readonly { readonly cause: Listed; readonly gates: readonly Gate[] }[];
  readonly rest: readonly (readonly Gate[])[];
} => {
  const folded = causes.map((cause) => ({ cause, gates: [] as Gate[] }));
  const rest = new Map<string, Gate[]>();
  for (const gate of gates) {
    const { environment, state, because } = gate;
    const known = folded.find(
      ({ cause }) =>
        cause.environment === environment && cause.names.some((name) => names(because, name)),
    );
    if (known) {
      known.gates.push(gate);
      continue;
    }
    const same = JSON.stringify([environment, state, because]);
    rest.set(same, [...(rest.get(same) ?? []), gate]);
  }
  return { causes: folded, rest: [...rest.values()] };
};

/** `budgets of v2-pull, tests of v2-pull and 3 more`: at most three gates by name. */
export const gateNames = (gates: readonly TurnedGate[]): string => {
  const [first, second, third, ...more] = gates.map(
    ({ gate, capability }) => `${gate} of ${capability}`,
  );
  const named = [first, second, third].filter((name) => name !== undefined).join(", ");
  return more.length === 0 ? named : `${named} and ${more.length} more`;
};
