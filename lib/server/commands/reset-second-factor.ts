import { resetSecondFactor as operation } from "@/lib/contract/second-factor";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { doerOf, holdAccount } from "@/lib/server/people/account-holds";
import { personNamed } from "@/lib/server/people/person-named";
import { factorView } from "@/lib/server/people/second-factor";
import { tellAccount } from "@/lib/server/people/tell-account";

/** Takes a lost second factor from a person. What was signed with it stays signed. */
export const resetSecondFactor = command(
  { name: "reset-second-factor", allow: "installation:manage", input: operation.input },
  async ({ tx, actor, input, now }) => {
    const person = await personNamed(tx, input.person);
    const { count } = await tx.secondFactor.deleteMany({ where: { personId: person.id } });
    if (count === 0) throw new Refusal("not-found", `${person.name} has no second factor.`);
    // What it proved in sessions that go on is proven no more.
    await tx.session.updateMany({
      where: { personId: person.id, endedAt: null },
      data: { factorAt: null },
    });
    await holdAccount(tx, person, await doerOf(tx, actor), "second-factor", now);
    await tellAccount(tx, person, {
      says: `${actor.name} reset your second factor: ${input.reason} Set up another before you sign; where there is another admin, one of them has to confirm first that the account is yours.`,
      dedupe: `factor reset ${person.id} ${now.toISOString()}`,
      at: now,
    });
    return {
      event: { subject: { person: person.handle }, reason: input.reason },
      result: factorView(null),
    };
  },
);
