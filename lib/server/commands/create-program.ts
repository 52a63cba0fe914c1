import { createProgram as operation } from "@/lib/contract/programs";
import { gateTemplate } from "@/lib/domain/gate-template";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { writeQualityGates } from "@/lib/server/gates/quality-gate-write";
import { insertProgram } from "@/lib/server/inventory/insert-program";

/** Creates an empty program with its environments, every owner legacy, and the template's quality gates; its maker becomes its manager. */
export const createProgram = command(
  { name: "create-program", allow: "program:create", input: operation.input },
  async ({ tx, actor, input, now }) => {
    if (await tx.program.findUnique({ where: { key: input.key }, select: { id: true } })) {
      throw new Refusal(
        "conflict",
        `There is a program "${input.key}" already. Choose another key.`,
      );
    }
    const id = await insertProgram(tx, { ...input, name: input.name ?? input.key });
    await writeQualityGates(tx, id, gateTemplate, { by: actor.name, now });
    if (actor.kind === "person") {
      await tx.membership.create({
        data: {
          personId: actor.id,
          programId: id,
          role: "manager",
          grantedByName: actor.name,
          grantedAt: now,
        },
      });
    }
    return {
      event: { chain: id, subject: { program: input.key }, now: input },
      result: { key: input.key },
      announce: [
        { kind: "programs" },
        ...input.environments.map(({ key: environment }) => ({
          kind: "snapshot" as const,
          program: input.key,
          environment,
          version: 1,
        })),
      ],
    };
  },
);
