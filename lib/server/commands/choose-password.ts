import { choosePassword as operation } from "@/lib/contract/password-resets";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { holdAccount } from "@/lib/server/people/account-holds";
import { forgetGuesses } from "@/lib/server/people/guesses";
import { accountsOf } from "@/lib/server/people/one-person";
import { hashPassword } from "@/lib/server/people/password";
import { resetBehind, spendReset } from "@/lib/server/people/password-resets";
import { refuseWeakPassword } from "@/lib/server/people/refuse-weak-password";
import {
  judgeFactorCode,
  refuseCode,
  takeFactorCode,
} from "@/lib/server/people/second-factor-code";
import { tellAccount } from "@/lib/server/people/tell-account";

/**
 * Sets another password for whoever holds a link, and ends every session of the account. A second factor
 * stays, and its code is asked for: whoever made the link could use it too.
 */
export const choosePassword = command(
  {
    name: "choose-password",
    allow: "installation:manage",
    input: operation.input,
    prepare: async ({ database, input, now }) => {
      const { person } = await resetBehind(database, input.code, now);
      refuseWeakPassword(input.password, person);
      const { factor } = person;
      if (!factor?.confirmedAt) {
        return { passwordHash: await hashPassword(input.password), judged: null };
      }
      if (input.factorCode === undefined) {
        return refuseCode("Give a code of your second factor as well, or a recovery code.");
      }
      const judged = await judgeFactorCode(database, person.id, factor, input.factorCode, now);
      return { passwordHash: await hashPassword(input.password), judged };
    },
  },
  async ({ tx, input, now, prepared: { passwordHash, judged } }) => {
    const { id, person, madeById, madeByName } = await resetBehind(tx, input.code, now);
    if (person.factor?.confirmedAt) {
      if (!judged)
        throw new Refusal("conflict", "A second factor was set up meanwhile. Try again.");
      await takeFactorCode(tx, person.id, judged);
    }
    await spendReset(tx, id, now);
    await tx.person.update({ where: { id: person.id }, data: { passwordHash } });
    const { count: ended } = await tx.session.updateMany({
      where: { personId: person.id, endedAt: null },
      data: { endedAt: now, endedByName: person.name },
    });
    // A code of theirs proved who it is; without one, whoever made the link could be at it.
    if (!judged) {
      const doer = {
        name: madeByName,
        accounts: madeById === null ? null : await accountsOf(tx, madeById),
      };
      await holdAccount(tx, person, doer, "password", now);
    }
    await forgetGuesses(tx, "sign-in", person.handle);
    await forgetGuesses(tx, "password", person.id);
    await tellAccount(tx, person, {
      says: `Your password was changed with the link that ${madeByName} made, and your sessions ended. If that was not you, tell another admin now.`,
      dedupe: `password chosen ${id}`,
      at: now,
    });
    return {
      event: {
        subject: { person: person.handle, reset: id },
        now: {
          linkBy: madeByName,
          sessionsEnded: ended,
          secondFactor: judged ? judged.by : "none",
        },
      },
      result: { handle: person.handle, ended },
    };
  },
);
