import type * as z from "zod";
import { addDependency as operation } from "@/lib/contract/dependencies";
import { type Reason, Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import type { Json, Transaction } from "@/lib/server/db";
import { dependencyView } from "@/lib/server/inventory/dependency-view";

type Input = z.infer<typeof operation.input>;
type Place = Input["subject"];

const isKnown = async (tx: Transaction, programId: string, { level, key }: Place) => {
  const where = { programId_key: { programId, key } };
  if (level === "family") return (await tx.family.findUnique({ where })) !== null;
  if (level === "capability") return (await tx.capability.findUnique({ where })) !== null;
  const named = level === "worker" ? { OR: [{ switchName: key }, { key }] } : { key };
  const item = await tx.item.findFirst({
    where: { programId, kind: level, isSwitchable: true, ...named },
  });
  return item !== null;
};

const refuseUnknown = async (tx: Transaction, programId: string, input: Input): Promise<void> => {
  const places = [input.subject, ...input.requires];
  const faults: Reason[] = [];
  for (const [at, place] of places.entries()) {
    if (await isKnown(tx, programId, place)) continue;
    const field = at === 0 ? "subject" : `requires[${at - 1}]`;
    faults.push({ field, says: `There is no ${place.level} ${place.key}.` });
  }
  if (input.kind !== "upload-runtime" && input.requires.length === 0) {
    const says = input.kind === "unit" ? "Name what flips with it." : "Name what comes first.";
    faults.push({ field: "requires", says });
  }
  const [first] = faults;
  if (first) throw new Refusal("invalid", first.says, faults);
};

/** Says what may not move before or without another; every flip is checked against it from now on. */
export const addDependency = command(
  { name: "add-dependency", allow: "program:configure", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    await refuseUnknown(tx, program.id, input);
    const { kind, subject, requires, note } = input;
    const row = await tx.dependency.create({
      data: {
        programId: program.id,
        kind,
        subject: subject as Json,
        requires: requires as Json,
        note,
        createdByName: actor.name,
        createdAt: now,
      },
    });
    return {
      event: { subject: { dependency: row.id }, now: { kind, subject, requires, note } },
      result: dependencyView(row),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
