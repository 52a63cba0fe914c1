import { gateChecks } from "@/lib/domain/gate-checks";
import type { GateRule } from "@/lib/domain/gate-rule";
import type { GateDefinition } from "@/lib/domain/read-gate";
import { Refusal } from "@/lib/domain/refusal";
import type { Json, Transaction } from "@/lib/server/db";
import { type StoredGate, storedGate } from "@/lib/server/gates/gate-board";

type Stamp = { readonly by: string; readonly now: Date };

const data = (gate: GateDefinition, { by, now }: Stamp) => ({
  title: gate.title,
  guards: gate.guards,
  rule: gate.rule as unknown as Json,
  reach: gate.reach as unknown as Json,
  owner: gate.owner,
  isDryRun: gate.isDryRun,
  changedAt: now,
  changedByName: by,
});

/** Writes the quality gates that a new program starts with, in their order. */
export const writeQualityGates = async (
  tx: Transaction,
  programId: string,
  gates: readonly GateDefinition[],
  stamp: Stamp,
): Promise<void> => {
  await tx.qualityGate.createMany({
    data: gates.map((gate, position) => ({
      programId,
      key: gate.key,
      position,
      ...data(gate, stamp),
    })),
  });
};

/** The gate as it stands; refuses where it is at another version than the one that was edited. */
export const gateAtVersion = async (
  tx: Transaction,
  programId: string,
  key: string,
  version: number,
): Promise<StoredGate | null> => {
  const row = await tx.qualityGate.findUnique({
    where: { programId_key: { programId, key } },
  });
  const standing = row?.version ?? 0;
  if (standing === version) return row ? storedGate(row) : null;
  throw new Refusal(
    "stale-version",
    row
      ? `The gate ${key} is at version ${standing} (you saw ${version}). Look at it and decide again.`
      : `There is no gate ${key} any more (you saw version ${version}).`,
    [],
    { version: standing },
  );
};

/** Writes a gate by compare-and-set on the version that stands; a new one comes last unless it says where. */
export const writeQualityGate = async (
  tx: Transaction,
  programId: string,
  gate: GateDefinition & { readonly position?: number | undefined },
  was: StoredGate | null,
  stamp: Stamp,
): Promise<StoredGate> => {
  const conflict = (): Refusal =>
    new Refusal("conflict", `Somebody else edited the gate ${gate.key} at the same moment.`);
  if (was === null) {
    const last = await tx.qualityGate.aggregate({ where: { programId }, _max: { position: true } });
    const position = gate.position ?? (last._max.position ?? -1) + 1;
    const { count } = await tx.qualityGate.createMany({
      data: [{ programId, key: gate.key, position, ...data(gate, stamp) }],
      skipDuplicates: true,
    });
    if (count !== 1) throw conflict();
  } else {
    const { count } = await tx.qualityGate.updateMany({
      where: { programId, key: gate.key, version: was.version },
      data: {
        ...data(gate, stamp),
        position: gate.position ?? was.position,
        version: was.version + 1,
      },
    });
    if (count !== 1) throw conflict();
  }
  const row = await tx.qualityGate.findUniqueOrThrow({
    where: { programId_key: { programId, key: gate.key } },
  });
  return storedGate(row);
};

/** Takes a gate away by compare-and-set. */
export const deleteQualityGate = async (
  tx: Transaction,
  programId: string,
  { key, version }: StoredGate,
): Promise<void> => {
  const { count } = await tx.qualityGate.deleteMany({ where: { programId, key, version } });
  if (count !== 1) {
    throw new Refusal("conflict", `Somebody else edited the gate ${key} at the same moment.`);
  }
};

const list = (values: readonly string[] | undefined): string => (values ?? []).join(", ");

const ruleWords = (rule: GateRule): string => {
  if (rule.kind === "cel") return rule.expression.trim().replace(/\s+/g, " ");
  const title = Object.hasOwn(gateChecks, rule.check)
    ? gateChecks[rule.check as keyof typeof gateChecks].title
    : rule.check;
  const given = Object.entries(rule.with).map(([name, value]) => `${name} ${value}`);
  return `${title}${given.length === 0 ? "" : ` (${given.join(", ")})`}`;
};

/** What one definition of a gate says other than another, each in words: `rule: … -> …`. */
export const gateDifference = (was: GateDefinition | null, is: GateDefinition | null): string[] => {
  const lines = (gate: GateDefinition | null): [string, string][] =>
    gate === null
      ? []
      : [
          ["title", gate.title],
          ["guards", gate.guards],
          ["rule", ruleWords(gate.rule)],
          ["only kinds", list(gate.reach.kinds)],
          ["only", list(gate.reach.capabilities)],
          ["except", list(gate.reach.except)],
          ["owner", gate.owner ?? ""],
          ["dry run", gate.isDryRun ? "reads and does not bind" : ""],
        ];
  const before = new Map(lines(was));
  const after = new Map(lines(is));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const from = before.get(name) ?? "";
    const to = after.get(name) ?? "";
    if (from === to) return [];
    if (from === "") return [`${name}: ${to}`];
    return [`${name}: ${from} -> ${to === "" ? "nothing" : to}`];
  });
};
