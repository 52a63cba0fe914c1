import type { BudgetFact } from "@/lib/domain/gate-facts";
import type { BudgetReading } from "@/lib/domain/read-budget";
import type { ItemRow } from "@/lib/server/gates/gate-rows";

const hundredths = (value: number): string => String(Math.round(value * 100) / 100);

/** By how much it is breached, short enough for a cell. */
const shortOf = ({ clauses }: BudgetReading): string | null => {
  const breached = clauses.find(
    ({ state, measured, limit }) => state === "breached" && measured !== null && limit !== null,
  );
  if (!breached || breached.measured === null || breached.limit === null) return null;
  const unit = /rate|percent/i.test(breached.metric ?? "") ? "%" : "ms";
  return `+${hundredths(breached.measured - breached.limit)} ${unit}`;
};

const budgetFact = (reading: BudgetReading): BudgetFact => ({
  key: reading.key,
  surface: reading.surface,
  state: reading.state,
  says: `${reading.because}${reading.because.endsWith(".") ? "" : "."}`,
  short: shortOf(reading),
  samples: reading.samples,
  at: reading.measuredAt,
  until: null,
});

/** By capability, the budgets that cover it or any row of it; the program's cover all. */
export const budgetsByCapability = (
  readings: readonly BudgetReading[],
  items: readonly ItemRow[],
): ((capability: string) => readonly BudgetFact[]) => {
  const capabilitiesOf = new Map<string, Set<string>>();
  const add = (place: string, capability: string): void => {
    const known = capabilitiesOf.get(place);
    if (known) known.add(capability);
    else capabilitiesOf.set(place, new Set([capability]));
  };
  for (const { kind, key, switchName, family, capability } of items) {
    if (capability === null) continue;
    add(`${kind} ${key}`, capability);
    if (switchName !== null) add(`${kind} ${switchName}`, capability);
    if (family !== null) add(`family ${family}`, capability);
    add(`capability ${capability}`, capability);
  }
  const facts = readings.map((reading) => ({
    fact: budgetFact(reading),
    isEverywhere: reading.covers.some(({ level }) => level === "program"),
    capabilities: new Set(
      reading.covers.flatMap(({ level, key }) => [
        ...(capabilitiesOf.get(`${level} ${key}`) ?? []),
      ]),
    ),
  }));
  // The whole program, whose key is empty, has all of them.
  return (capability) =>
    facts
      .filter(
        ({ isEverywhere, capabilities }) =>
          capability === "" || isEverywhere || capabilities.has(capability),
      )
      .map(({ fact }) => fact);
};
