import { createServiceAccount as operation } from "@/lib/contract/service-accounts";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { serviceAccountView } from "@/lib/server/people/service-accounts";

/** Makes an account of a machine for the program: it owns tokens, signs nothing and cannot sign in. */
export const createServiceAccount = command(
  { name: "create-service-account", allow: "token:manage", input: operation.input },
  async ({ tx, input, program, now }) => {
    const { handle, name, title } = input;
    if (await tx.person.findUnique({ where: { handle }, select: { id: true } })) {
      throw new Refusal("conflict", `Somebody has the handle "${handle}". Choose another.`, [
        { field: "handle", says: "is taken" },
      ]);
    }
    await tx.person.create({
      data: { handle, name, title, isService: true, serviceOfId: program.id, createdAt: now },
    });
    const { id: _, ...view } = await serviceAccountView(tx, program, handle);
    return {
      event: { subject: { person: handle }, now: { name, title, isService: true } },
      result: view,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
