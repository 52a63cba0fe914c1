import { createProgram as operation } from "@/lib/contract/programs";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { insertProgram } from "@/lib/server/insert-program";

/** Creates an empty program with its environments, every owner legacy; its maker becomes its manager. */
export const createProgram = command(
  { name: "create-program", allow: "program:create", input: operation.input },
  async ({ tx, actor, input }) => {
    if (await tx.program.findUnique({ where: { key: input.key }, select: { id: true } })) {
      throw new Refusal(
        "conflict",
        `There is a program "${input.key}" already. Choose another key.`,
      );
    }
    const id = await insertProgram(tx, { ...input, name: input.name ?? input.key });
    if (actor.kind === "person") {
      await tx.membership.create({
        data: { personId: actor.id, programId: id, role: "manager" },
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
