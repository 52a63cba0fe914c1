import { Refusal } from "@/lib/domain/refusal";
import type { Json, Transaction } from "@/lib/server/db";

export type ProgramDraft = {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly legacy: string;
  readonly target: string;
  readonly environments: readonly { key: string; name: string; isProtected: boolean }[];
  readonly naming?: unknown;
  readonly capabilityRules?: unknown;
};

/** Writes a program and its environments, in the order given; answers its id. */
export const insertProgram = async (tx: Transaction, draft: ProgramDraft): Promise<string> => {
  const keys = draft.environments.map(({ key }) => key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice) throw new Refusal("invalid", `The environment "${twice}" is named twice.`);
  const program = await tx.program.create({
    data: {
      key: draft.key,
      name: draft.name,
      description: draft.description,
      legacyName: draft.legacy,
      targetName: draft.target,
      naming: (draft.naming ?? {}) as Json,
      capabilityRules: (draft.capabilityRules ?? []) as Json,
      environments: {
        create: draft.environments.map((environment, position) => ({ ...environment, position })),
      },
    },
    select: { id: true },
  });
  return program.id;
};
