import { setTokenOwner as operation } from "@/lib/contract/people";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { serviceAccountFor, tokenOf } from "@/lib/server/people/tokens";

/** Hands a token over to a service account; its secret stays what it is. */
export const setTokenOwner = command(
  { name: "set-token-owner", allow: "token:manage", input: operation.input },
  async ({ tx, input, program }) => {
    const was = await tokenOf(tx, program, input.token);
    if (was.revokedAt) throw new Refusal("conflict", `The token "${was.name}" is revoked.`);
    if (was.owner?.handle === input.owner) return { event: "repeated", result: was };
    const ownerId = await serviceAccountFor(tx, program, input.owner);
    await tx.token.update({ where: { id: input.token }, data: { ownerId } });
    const view = await tokenOf(tx, program, input.token);
    return {
      event: {
        subject: { token: view.id, name: view.name },
        was: { owner: was.owner?.handle ?? null },
        now: { owner: view.owner?.handle ?? null },
      },
      result: view,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
