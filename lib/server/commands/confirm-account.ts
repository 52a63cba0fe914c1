import { confirmAccount as operation } from "@/lib/contract/accounts";
import { Refusal } from "@/lib/domain/refusal";
import { missingProof } from "@/lib/domain/session-proof";
import { command } from "@/lib/server/command";
import { standingHolds } from "@/lib/server/people/account-holds";
import { personNamed } from "@/lib/server/people/person-named";
import { personAtBrowser, refuseWithoutProof } from "@/lib/server/people/second-factor";
import { accountsBehind } from "@/lib/server/people/second-person";
import { tellAccount } from "@/lib/server/people/tell-account";

/** Confirms, as another admin than who replaced its proof, that an account is its person's: it signs again. */
export const confirmAccount = command(
  { name: "confirm-account", allow: "installation:manage", input: operation.input },
  async ({ tx, actor, input, now }) => {
    const confirmer = personAtBrowser(actor);
    const person = await personNamed(tx, input.person);
    const holds = await standingHolds(tx, person.id, now);
    const accounts = await accountsBehind(tx, actor);
    if (holds.length === 0)
      throw new Refusal("no-effect", `Nothing holds the account of ${person.name}.`);
    const mine = holds.filter(
      ({ admins }) => admins.includes(confirmer.id) && !accounts.includes(person.id),
    );
    if (mine.length === 0) {
      const others = [...new Set(holds.flatMap(({ confirmers }) => confirmers))];
      const names = [...new Set(others.map(({ name }) => name))].join(" or ");
      throw new Refusal(
        "forbidden",
        `Whoever did it, whom it is about, and who was no admin then does not confirm it${names === "" ? "" : `: ${names} may`}.`,
      );
    }
    refuseWithoutProof(missingProof(confirmer.session, null, now));
    const ids = mine.map(({ id }) => id);
    const { count } = await tx.accountHold.updateMany({
      where: { id: { in: ids }, confirmedAt: null },
      data: { confirmedAt: now, confirmedByName: confirmer.name },
    });
    if (count !== ids.length)
      throw new Refusal("conflict", "Somebody else confirmed it at the same moment.");
    await tellAccount(tx, person, {
      says: `${confirmer.name} confirmed that this account is yours: ${input.reason} Tell another admin where nobody asked you.`,
      dedupe: `account confirmed ${ids.join(" ")}`,
      at: now,
    });
    const left = holds.length - mine.length;
    return {
      event: {
        subject: { person: person.handle },
        now: { confirmed: mine.map(({ byName, at }) => ({ by: byName, at })), left },
        reason: input.reason,
      },
      result: { confirmed: mine.length, left },
    };
  },
);
