import type { DigestedFacts, DigestedGate, GateBook } from "@/lib/domain/gate-book";
import { openGateBook } from "@/lib/domain/gate-book";
import type { GateFacts } from "@/lib/domain/gate-facts";
import type { GateReading, GateStep } from "@/lib/domain/gate-reading";
import type { GateRule } from "@/lib/domain/gate-rule";
import { earliest } from "@/lib/domain/gate-verdict";
import type { GateDefinition, GateReach } from "@/lib/domain/read-gate";
import { sha256 } from "@/lib/server/audit";
import type { Transaction } from "@/lib/server/db";
import { readExpression } from "@/lib/server/gates/cel";
import { loadGateFacts, type ProgramFacts } from "@/lib/server/gates/gate-facts";

type Program = { readonly id: string; readonly key: string };

type Row = {
  readonly key: string;
  readonly position: number;
  readonly title: string;
  readonly guards: string;
  readonly rule: unknown;
  readonly reach: unknown;
  readonly owner: string | null;
  readonly isDryRun: boolean;
  readonly version: number;
  readonly changedAt: Date;
  readonly changedByName: string;
};

/** A quality gate with where it stands and who changed it. */
export type StoredGate = GateDefinition & {
  readonly position: number;
  readonly version: number;
  readonly changedAt: Date;
  readonly changedBy: string;
};

/** A stored gate: its rule and reach were checked when they were saved. */
export const storedGate = (row: Row): StoredGate => ({
  key: row.key,
  position: row.position,
  title: row.title,
  guards: row.guards as GateStep,
  rule: row.rule as GateRule,
  reach: row.reach as GateReach,
  owner: row.owner,
  isDryRun: row.isDryRun,
  version: row.version,
  changedAt: row.changedAt,
  changedBy: row.changedByName,
});

/** A program's quality gates, in its order. */
export const qualityGates = async (tx: Transaction, programId: string): Promise<StoredGate[]> =>
  (
    await tx.qualityGate.findMany({
      where: { programId },
      orderBy: [{ position: "asc" }, { key: "asc" }],
    })
  ).map(storedGate);

/** What each program's gates read last, in this process. */
const books = new Map<string, GateBook>();
const booksAtMost = 200;

const bookOf = (programId: string): GateBook => {
  const known = books.get(programId) ?? openGateBook();
  if (books.size >= booksAtMost) books.clear();
  books.set(programId, known);
  return known;
};

const digestedGate = (gate: GateDefinition): DigestedGate => ({
  gate,
  digest: sha256(
    JSON.stringify([
      gate.key,
      gate.title,
      gate.guards,
      gate.rule,
      gate.reach,
      gate.owner,
      gate.isDryRun,
    ]),
  ),
});

const digestedFacts = (facts: GateFacts): DigestedFacts => ({
  facts,
  digest: sha256(JSON.stringify(facts)),
});

/** By capability, in the order of the gates. */
type Readings = ReadonlyMap<string, readonly GateReading[]>;

export type ReadBoard = ProgramFacts & {
  readonly gates: readonly StoredGate[];
  /** By environment. */
  readonly readings: ReadonlyMap<string, Readings>;
  /** When the first of them reads otherwise by age alone. */
  readonly until: string | null;
};

/**
 * Reads all quality gates of a program in all of its environments, or in one. What was read before from
 * the same facts, in this process, is not read again.
 */
export const readBoard = async (
  tx: Transaction,
  program: Program,
  now: Date,
  only?: string,
): Promise<ReadBoard> => {
  const gates = await qualityGates(tx, program.id);
  const loaded = await loadGateFacts(tx, program, now, only);
  const book = bookOf(program.id);
  const asked = gates.map(digestedGate);
  const readings = new Map(
    [...loaded.facts].map(([environment, byCapability]) => [
      environment,
      new Map(
        [...byCapability].map(([capability, facts]) => {
          const place = digestedFacts(facts);
          return [capability, asked.map((gate) => book.read(place, gate, now, readExpression))];
        }),
      ),
    ]),
  );
  const until = earliest(
    [...readings.values()].flatMap((each) =>
      [...each.values()].flatMap((list) => list.map((reading) => reading.until)),
    ),
  );
  return { ...loaded, gates, readings, until };
};

/** How many readings a program's book has made and kept, in this process: for measuring. */
export const bookCounts = (programId: string) => bookOf(programId).counts();

/** Forgets what a program's gates read, as a process that has just started: for measuring. */
export const forgetReadings = (programId: string): void => {
  books.delete(programId);
};
