import { setUpSecondFactor as operation } from "@/lib/contract/second-factor";
import { Refusal } from "@/lib/domain/refusal";
import { missingProofToSetUp } from "@/lib/domain/session-proof";
import { command } from "@/lib/server/command";
import { sealSecret } from "@/lib/server/people/sealed-secret";
import {
  factorUri,
  newFactorSecret,
  personAtBrowser,
  refuseWithoutProof,
} from "@/lib/server/people/second-factor";

/** Begins a second factor; what was begun before and never confirmed is replaced. */
export const setUpSecondFactor = command(
  { name: "set-up-second-factor", allow: "anybody", input: operation.input },
  async ({ tx, actor, now }) => {
    const { id, handle, session } = personAtBrowser(actor);
    const known = await tx.secondFactor.findUnique({ where: { personId: id } });
    if (known?.confirmedAt) {
      throw new Refusal("conflict", "You have a second factor. Remove it first to set up another.");
    }
    refuseWithoutProof(missingProofToSetUp(session, now));
    const secret = newFactorSecret();
    const begun = {
      secret: sealSecret(secret, id),
      lastStep: 0,
      recoveryHashes: [],
      createdAt: now,
    };
    await tx.secondFactor.upsert({
      where: { personId: id, confirmedAt: null },
      create: { personId: id, ...begun },
      update: begun,
    });
    return {
      event: { subject: { person: handle } },
      result: { secret, uri: factorUri(secret, handle) },
    };
  },
);
