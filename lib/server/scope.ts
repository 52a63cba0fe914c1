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

/** The columns that a program's scope is made of. */
export const programScopeFields = {
  id: true,
  key: true,
  name: true,
  legacyName: true,
  targetName: true,
  inventoryVersion: true,
} as const;

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
    select: programScopeFields,
  });
  if (actor.kind === "token" && program && !isMember(actor, program.id)) {
    throw new Refusal("forbidden", `The token "${actor.name}" belongs to another program.`);
  }
  if (!program || !isMember(actor, program.id)) {
    throw new Refusal("not-found", `There is no program "${key}", or you have no role in it.`);
  }
  return program;
};

const textIn = (input: unknown, field: string): string | null => {
  const found: unknown =
    typeof input === "object" && input !== null ? Reflect.get(input, field) : null;
  return typeof found === "string" ? found : null;
};

/**
 * A token of one environment reaches no other. What concerns all of them, a program's inventory say,
 * it may read but not change.
 */
export const refuseOtherEnvironment = async (
  tx: Transaction,
  actor: Actor,
  input: unknown,
  access: "read" | "write",
): Promise<void> => {
  if (actor.kind !== "token" || actor.environmentId === null) return;
  const named = textIn(input, "environment");
  if (named === null && access === "read") return;
  const own = await tx.environment.findUnique({
    where: { id: actor.environmentId },
    select: { key: true },
  });
  if (named !== null && named === own?.key) return;
  throw new Refusal(
    "forbidden",
    `The token "${actor.name}" is limited to the environment ${own?.key ?? "it was made for"}.`,
  );
};

export const programKeyIn = (input: unknown): string | null => textIn(input, "program");
