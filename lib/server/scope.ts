import { type Actor, isMember } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import type { Transaction } from "@/lib/server/db";

export type ProgramScope = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly legacyName: string;
  readonly targetName: string;
  readonly inventoryVersion: number;
};

/** What every request carries besides its input: who, when, and under which id it is logged. */
export type RequestContext = {
  readonly actor: Actor;
  readonly requestId: string;
  readonly now: Date;
};

/**
 * The program that an input names, or `null` when the input names none.
 * Who is no member of a program is told the same as for one that does not exist.
 */
export const programScope = async (
  tx: Transaction,
  actor: Actor,
  key: string | null,
): Promise<ProgramScope | null> => {
  if (key === null) return null;
  const program = await tx.program.findUnique({
    where: { key },
    select: {
      id: true,
      key: true,
      name: true,
      legacyName: true,
      targetName: true,
      inventoryVersion: true,
    },
  });
  if (actor.kind === "token" && program && !isMember(actor, program.id)) {
    throw new Refusal("forbidden", `The token "${actor.name}" belongs to another program.`);
  }
  if (!program || !isMember(actor, program.id)) {
    throw new Refusal("not-found", `There is no program "${key}", or you have no role in it.`);
  }
  return program;
};

export const programKeyIn = (input: unknown): string | null =>
  typeof input === "object" &&
  input !== null &&
  "program" in input &&
  typeof input.program === "string"
    ? input.program
    : null;
