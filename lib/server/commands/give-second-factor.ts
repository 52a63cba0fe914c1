import { giveSecondFactor as operation } from "@/lib/contract/second-factor";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { personAtBrowser } from "@/lib/server/people/second-factor";
import { judgeFactorCode, takeFactorCode } from "@/lib/server/people/second-factor-code";

/** Proves again, with a code of the second factor, who is at a session. */
export const giveSecondFactor = command(
  {
    name: "give-second-factor",
    allow: "anybody",
    input: operation.input,
    prepare: async ({ database, actor, input, now }) => {
      // Who may not at all is refused, and recorded, by the command itself.
      if (actor.kind !== "person" || !actor.session) return null;
      const factor = await database.secondFactor.findUnique({ where: { personId: actor.id } });
      return factor?.confirmedAt
        ? judgeFactorCode(database, actor.id, factor, input.code, now)
        : null;
    },
  },
  async ({ tx, actor, now, prepared: judged }) => {
    const { id, handle, session } = personAtBrowser(actor);
    if (!judged) {
      throw new Refusal(
        "conflict",
        "You have no second factor yet. Set one up on your account page.",
      );
    }
    await takeFactorCode(tx, id, judged);
    await tx.session.update({ where: { id: session.id }, data: { factorAt: now } });
    const { recoveryHashes } = await tx.secondFactor.findUniqueOrThrow({ where: { personId: id } });
    return {
      event: { subject: { person: handle, session: session.id, by: judged.by } },
      result: { factorAt: now.toISOString(), recoveryCodesLeft: recoveryHashes.length },
    };
  },
);
