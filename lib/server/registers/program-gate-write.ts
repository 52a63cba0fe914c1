import type { z } from "zod";
import type { setProgramGate } from "@/lib/contract/program-gates";
import type { GateRule } from "@/lib/domain/gate-rule";
import {
  heldState,
  type ProgramGateState,
  programGateWords,
} from "@/lib/domain/program-gate-state";
import { Refusal } from "@/lib/domain/refusal";
import { databaseNull, type Json, type Transaction } from "@/lib/server/db";
import { programRuleReader, refuseFaultyRule } from "@/lib/server/gates/program-rules";
import {
  dateOf,
  type EditedFields,
  editedFields,
  refuseStale,
} from "@/lib/server/registers/register-edit";

type Program = Parameters<typeof programRuleReader>[1];
type GateInput = z.infer<typeof setProgramGate.input>;

const refuseAboveRule = (key: string, stated: ProgramGateState, state: string, because: string) => {
  const { state: held } = heldState(stated, { state, because });
  if (held === stated) return;
  throw new Refusal(
    "conflict",
    `${key} cannot be called ${programGateWords(stated).title.toLowerCase()}: its rule reads ${state}. ${because}`,
    [{ field: "state", says: because }],
  );
};

/** Writes a program gate, made or changed, compared with the version that was seen; answers what each field was and is. */
export const writeProgramGate = async (
  tx: Transaction,
  program: Program,
  input: GateInput,
  { by, at }: { readonly by: string; readonly at: Date },
): Promise<EditedFields> => {
  const { gate: key, version } = input;
  const stored = await tx.programGate.findUnique({
    where: { programId_key: { programId: program.id, key } },
  });
  if (!stored && version > 0)
    throw new Refusal("not-found", `${program.key} has no program gate ${key}.`);
  if (stored) refuseStale(key, stored, version);
  if (input.rule) refuseFaultyRule(input.rule as GateRule);
  const rule = input.rule === undefined ? (stored?.rule ?? null) : input.rule;
  const state = input.state ?? ((stored?.state ?? "pending") as ProgramGateState);
  if (rule !== null && input.state !== undefined) {
    const readRule = await programRuleReader(tx, program, at);
    const reading = readRule(rule);
    refuseAboveRule(key, state, reading.state, reading.because);
  }
  const { title, evidence, owner, subGates, position } = input;
  const given = {
    title,
    state: input.state,
    evidence,
    owner: owner === "" ? null : owner,
    dueAt: dateOf(input.dueAt),
    subGates,
    position,
    rule: input.rule,
  };
  const stamp = { changedAt: at, changedByName: by };
  if (!stored) {
    if (!title)
      throw new Refusal("invalid", "title: say in a few words what the gate asks.", [
        { field: "title", says: "say in a few words what the gate asks" },
      ]);
    const last = await tx.programGate.aggregate({
      where: { programId: program.id },
      _max: { position: true },
    });
    await tx.programGate.create({
      data: {
        programId: program.id,
        key,
        title,
        state,
        evidence: evidence ?? "",
        owner: given.owner ?? null,
        dueAt: given.dueAt ?? null,
        subGates: subGates ?? [],
        position: position ?? (last._max.position ?? -1) + 1,
        rule: input.rule ? (input.rule as Json) : databaseNull,
        ...stamp,
      },
    });
    return editedFields({}, { ...given, title, state });
  }
  const edited = editedFields(stored, given);
  if (Object.keys(edited.is).length === 0)
    throw new Refusal("no-effect", `${key} is already so. Nothing was written.`);
  const { rule: _, ...values } = given;
  const { count } = await tx.programGate.updateMany({
    where: { id: stored.id, version },
    data: {
      ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
      ...(input.rule === undefined
        ? {}
        : { rule: input.rule === null ? databaseNull : (input.rule as Json) }),
      ...stamp,
      version: { increment: 1 },
    },
  });
  if (count === 0)
    throw new Refusal("stale-version", `Somebody else changed ${key} at the same moment. Reload.`);
  return edited;
};
