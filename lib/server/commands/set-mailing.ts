import { setMailing as operation } from "@/lib/contract/notices";
import { nextDigest } from "@/lib/domain/next-digest";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { mailingOf } from "@/lib/server/notices/mailing-view";
import { changeAddress } from "@/lib/server/people/one-person";

/** Chooses how mail reaches a person. What waits for them goes the new way: none of it where they want none. */
export const setMailing = command(
  { name: "set-mailing", allow: "anybody", input: operation.input },
  async ({ tx, actor, input, now }) => {
    if (actor.kind !== "person") throw new Refusal("forbidden", "Mail goes to people only.");
    const was = await mailingOf(tx, actor.id);
    const { mailing, email = was.email } = input;
    if (email !== was.email) await changeAddress(tx, actor.id, email);
    await tx.person.update({
      where: { id: actor.id },
      data: {
        mailing,
        nextDigestAt:
          mailing !== "daily" ? null : was.mailing === "daily" ? undefined : nextDigest(now),
      },
    });
    if (mailing !== "each") {
      await tx.noticeRecipient.updateMany({
        where: { personId: actor.id, mailedAt: null, mailAt: { not: null } },
        data: { mailAt: null },
      });
    }
    return {
      event: {
        subject: { person: actor.handle },
        was: { mailing: was.mailing, email: was.email },
        now: { mailing, email },
      },
      result: await mailingOf(tx, actor.id),
    };
  },
);
