import { makePasswordReset as operation } from "@/lib/contract/password-resets";
import { objectionToReset } from "@/lib/domain/password-reset";
import { Refusal } from "@/lib/domain/refusal";
import { missingProof } from "@/lib/domain/session-proof";
import { command } from "@/lib/server/command";
import { accountNamed } from "@/lib/server/people/account-view";
import { storeReset } from "@/lib/server/people/password-resets";
import { personAtBrowser, refuseWithoutProof } from "@/lib/server/people/second-factor";
import { tellAccount } from "@/lib/server/people/tell-account";

const hour = 3_600_000;

/** Makes a link by which somebody else chooses another password; only as an admin who just proved who they are. */
export const makePasswordReset = command(
  { name: "make-password-reset", allow: "installation:manage", input: operation.input },
  async ({ tx, actor, input, now }) => {
    const maker = personAtBrowser(actor);
    const { id, view } = await accountNamed(tx, input.person);
    const { passwordHash, factor } = await tx.person.findUniqueOrThrow({
      where: { id },
      select: { passwordHash: true, factor: { select: { confirmedAt: true } } },
    });
    const { handle, name, kind, deactivatedAt } = view;
    const objection = objectionToReset({
      name,
      kind,
      isActive: deactivatedAt === null,
      hasPassword: passwordHash !== null,
      isSelf: id === maker.id,
    });
    if (objection) throw new Refusal("conflict", objection);
    refuseWithoutProof(missingProof(maker.session, null, now));
    const expiresAt = new Date(now.getTime() + input.expiresInHours * hour);
    const reset = await storeReset(tx, id, maker, expiresAt, now);
    await tellAccount(
      tx,
      { id, handle, name },
      {
        says: `${maker.name} made a link by which you choose another password: ${input.reason} Ask them for it; tell another admin where you did not ask for one.`,
        dedupe: `password reset ${reset.id}`,
        at: now,
      },
    );
    return {
      event: {
        subject: { person: handle, reset: reset.id },
        now: { expiresAt: expiresAt.toISOString() },
        reason: input.reason,
      },
      result: {
        by: maker.name,
        createdAt: now.toISOString(),
        expiresAt: expiresAt.toISOString(),
        link: reset.link,
        needsCode: Boolean(factor?.confirmedAt),
      },
    };
  },
);
