import type * as z from "zod";
import type { reportEvidence } from "@/lib/contract/evidence";
import { isMetric } from "@/lib/domain/metric";
import { Refusal } from "@/lib/domain/refusal";
import type { EvidencePlace, ReportReading } from "@/lib/domain/test-report";
import type { Transaction } from "@/lib/server/db";
import type { PackedFile } from "@/lib/server/evidence/evidence-files";
import {
  type PlacedMeasurement,
  type PlacedReport,
  seriesOf,
} from "@/lib/server/evidence/evidence-write";
import type { JoinedTest } from "@/lib/server/evidence/program-test-join";
import type { ProgramScope } from "@/lib/server/scope";

type ReportInput = Omit<z.output<typeof reportEvidence.input>, "files">;
type Side = "legacy" | "target";

/** A report as it was read before the transaction. */
export type PreparedReport = {
  readonly name: string;
  readonly packed: PackedFile;
  readonly reading: ReportReading;
  readonly tests: readonly JoinedTest[];
};

/** What a report is placed by: the program's environments and budgets, and its words. */
export type ReportPlaces = {
  readonly program: ProgramScope;
  readonly environments: ReadonlyMap<string, string>;
  readonly budgets: ReadonlyMap<string, string>;
};

const invalid = (field: string, says: string): never => {
  throw new Refusal("invalid", says, [{ field, says }]);
};

const listed = (names: Iterable<string>, most = 12): string => {
  const all = [...names];
  if (all.length === 0) return "none";
  const shown = all.slice(0, most).join(", ");
  return all.length > most ? `${shown} and ${all.length - most} more` : shown;
};

/** Reads what a report is placed by. */
export const reportPlaces = async (
  tx: Transaction,
  program: ProgramScope,
): Promise<ReportPlaces> => {
  const where = { programId: program.id };
  const select = { id: true, key: true };
  const environments = await tx.environment.findMany({
    where,
    select,
    orderBy: { position: "asc" },
  });
  const budgets = await tx.budget.findMany({ where, select, orderBy: { key: "asc" } });
  return {
    program,
    environments: new Map(environments.map(({ id, key }) => [key, id])),
    budgets: new Map(budgets.map(({ id, key }) => [key, id])),
  };
};

/** A side in the program's words, or as `legacy`, `target`. */
const sideOf = ({ program }: ReportPlaces, word: string | null | undefined): Side | null => {
  if (word === null || word === undefined) return null;
  const said = word.trim().toLowerCase();
  if (said === "legacy" || said === program.legacyName.toLowerCase()) return "legacy";
  if (said === "target" || said === program.targetName.toLowerCase()) return "target";
  return invalid(
    "side",
    `“${word}” is no side of ${program.key}: say ${program.legacyName} or ${program.targetName} (or legacy, target).`,
  );
};

const environmentOf = (
  { environments, program }: ReportPlaces,
  key: string | null | undefined,
): string | null => {
  if (key === null || key === undefined) return null;
  const id = environments.get(key);
  if (id) return id;
  const says = `There is no environment "${key}" in ${program.key}. There are ${listed(environments.keys())}.`;
  throw new Refusal("not-found", says, [{ field: "environment", says }]);
};

const budgetOf = ({ budgets, program }: ReportPlaces, key: string, file: string): string => {
  const id = budgets.get(key);
  if (id) return id;
  const says = `${file}: there is no budget "${key}" in ${program.key}. There are ${listed(budgets.keys())}.`;
  throw new Refusal("not-found", says, [{ file, field: "budget", says }]);
};

const kindOf = (input: ReportInput, { name, reading }: PreparedReport): string => {
  const own = reading.kind ?? (reading.tests.length > 0 ? "test" : "measurement");
  const kind = input.kind ?? own;
  if (reading.format === "k6" && kind === "test") {
    invalid("kind", `${name} is a k6 summary, which measures: report it as measurement.`);
  }
  if (reading.format === "generic" && kind !== own) {
    invalid("kind", `${name} says that it is ${own}, and it was reported as ${kind}.`);
  }
  if (kind === "measurement" && reading.measurements.length === 0) {
    invalid("kind", `${name} measures nothing, so it is no measurement.`);
  }
  if (kind === "test" && reading.tests.length === 0) {
    invalid("kind", `${name} holds no tests, so it is no test report.`);
  }
  return kind;
};

/** What a report states of itself may not differ from what was said of it. */
const agreed = (
  field: string,
  file: string,
  stated: string | null,
  said: string | undefined,
): string | null => {
  if (stated !== null && said !== undefined && stated !== said) {
    invalid(field, `${file} states the ${field} ${stated}, and it was reported for ${said}.`);
  }
  return stated ?? said ?? null;
};

const placeMeasurements = (
  input: ReportInput,
  report: PreparedReport,
  places: ReportPlaces,
  side: Side | null,
): PlacedMeasurement[] =>
  report.reading.measurements.map((measured): PlacedMeasurement => {
    const file = report.name;
    const budget = agreed("budget", file, measured.budget, input.budget);
    if (budget === null) {
      const known = listed(places.budgets.keys());
      return invalid("budget", `Say which budget ${file} measures. There are ${known}.`);
    }
    const environment = agreed("environment", file, measured.environment, input.environment);
    const environmentId = environmentOf(places, environment);
    if (environmentId === null) {
      return invalid("environment", `Say in which environment ${file} was measured.`);
    }
    const ofSide = sideOf(places, measured.side) ?? side;
    if (ofSide === null) {
      return invalid("side", `Say which side ${file} measured.`);
    }
    if (side !== null && ofSide !== side) {
      invalid("side", `${file} measured ${measured.side}, and it was reported for ${input.side}.`);
    }
    // Averages and the like that a report states besides are no metric of a budget.
    const values = Object.fromEntries(
      Object.entries(measured.values).filter(([metric]) => isMetric(metric)),
    );
    if (Object.keys(values).length === 0) {
      const names = listed(Object.keys(measured.values));
      invalid("values", `${file} measures ${names}, of which no budget reads anything.`);
    }
    const budgetId = budgetOf(places, budget, file);
    return { ...measured, values, budget, budgetId, environmentId, ofSide };
  });

const collectedAt = (input: ReportInput, reading: ReportReading, now: Date): Date => {
  const said = input.collectedAt ? new Date(input.collectedAt) : null;
  // Clocks of runners differ by some minutes.
  if (said && said.getTime() > now.getTime() + 5 * 60_000) {
    invalid(
      "collectedAt",
      `It cannot have been found out at ${input.collectedAt}: that is to come.`,
    );
  }
  const at = said ?? (reading.collectedAt ? new Date(reading.collectedAt) : now);
  return at > now ? now : at;
};

const subjectsOf = (
  input: ReportInput,
  reading: ReportReading,
  measurements: readonly PlacedMeasurement[],
): EvidencePlace[] => {
  const budgets = measurements.map(({ budget }) => ({ level: "budget", key: budget ?? "" }));
  const all = [...input.subject, ...reading.subjects, ...budgets];
  return [...new Map(all.map((place) => [`${place.level}:${place.key}`, place])).values()].sort(
    (one, other) => (`${one.level}:${one.key}` < `${other.level}:${other.key}` ? -1 : 1),
  );
};

/**
 * Puts a report in its place: which kind, side, build, environment and budgets it is of. What it and
 * whoever reports it leave open, or say differently, is refused with what there is to choose from.
 */
export const placeReport = (
  input: ReportInput,
  report: PreparedReport,
  places: ReportPlaces,
  reporter: PlacedReport["reporter"],
  now: Date,
): PlacedReport => {
  const { name, packed, reading, tests } = report;
  const kind = kindOf(input, report);
  const side = sideOf(places, input.side);
  const { program } = places;
  if (tests.length > 0 && side === null) {
    const words = `${program.legacyName} or ${program.targetName}`;
    invalid("side", `Say which side the tests of ${name} ran against: ${words}.`);
  }
  if (tests.length > 0 && input.commit === undefined) {
    invalid(
      "commit",
      `Say of which commit ${name} is: tests count for the build that they ran on.`,
    );
  }
  const measurements = placeMeasurements(input, report, places, side);
  const subjects = subjectsOf(input, reading, measurements);
  return {
    programId: program.id,
    file: { ...packed, name },
    reading,
    tests,
    kind,
    outcome: reading.outcome,
    side: side ?? measurements[0]?.ofSide ?? null,
    environmentId:
      environmentOf(places, input.environment) ?? measurements[0]?.environmentId ?? null,
    commit: input.commit ?? null,
    ref: input.ref ?? null,
    runUrl: input.runUrl ?? null,
    subjects,
    measurements,
    series: seriesOf([
      kind,
      side,
      input.environment ?? null,
      ...subjects.map(({ level, key }) => `${level}:${key}`),
      input.series ?? name,
    ]),
    collectedAt: collectedAt(input, reading, now),
    authors: [...new Set(input.authors)],
    reporter,
  };
};
