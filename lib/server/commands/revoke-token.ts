import { revokeToken as operation } from "@/lib/contract/people";
import { command } from "@/lib/server/command";
import { tokenOf } from "@/lib/server/people/tokens";

/** Revokes a token of the program for good; one that is revoked already stays so. */
export const revokeToken = command(
  { name: "revoke-token", allow: "token:manage", input: operation.input },
  async ({ tx, input, now, program }) => {
    const { count } = await tx.token.updateMany({
      where: { id: input.token, programId: program.id, revokedAt: null },
      data: { revokedAt: now },
    });
    const view = await tokenOf(tx, program, input.token);
    if (count === 0) return { event: "repeated", result: view };
    return {
      event: {
        subject: { token: view.id, name: view.name },
        was: { revokedAt: null },
        now: { revokedAt: view.revokedAt },
      },
      result: view,
      announce: [{ kind: "tokens" }, { kind: "program", program: program.key }],
    };
  },
);
