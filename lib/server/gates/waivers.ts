import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";

type Program = { readonly id: string; readonly key: string };

/** An environment of a program, or the refusal that says that there is none. */
export const gatedEnvironment = async (tx: Transaction, program: Program, key: string) => {
  const environment = await tx.environment.findUnique({
    where: { programId_key: { programId: program.id, key } },
    select: { id: true, key: true, isProtected: true },
  });
  if (environment) return environment;
  throw new Refusal("not-found", `${program.key} has no environment "${key}".`);
};

/** A waiver of a program and environment, locked to nobody: writes go by compare-and-set on its state. */
export const waiverWith = async (tx: Transaction, programId: string, id: string) => {
  const row = await tx.waiver.findFirst({
    where: { id, programId },
    include: { environment: { select: { key: true, isProtected: true } } },
  });
  if (row) return row;
  throw new Refusal("not-found", "There is no such waiver.");
};

/** What a waiver is about, for the audit. */
export const waiverSubject = (row: {
  readonly id: string;
  readonly gate: string;
  readonly capability: string;
  readonly environment: { readonly key: string } | null;
}): Record<string, unknown> => ({
  environment: row.environment?.key ?? null,
  waiver: row.id,
  gate: row.gate,
  capability: row.capability,
});
