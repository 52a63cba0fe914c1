import { openSignOff as operation } from "@/lib/contract/sign-offs";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { readSubjectRows } from "@/lib/server/sign-offs/sign-off-reading";

/** Records that a person opened a row and which state of it they saw. */
export const openSignOff = command(
  { name: "open-sign-off", allow: "sign-off:give", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    if (actor.kind !== "person") throw new Refusal("forbidden", "Only a person looks at a row.");
    const { kind, key, digest } = input;
    const [row] = await readSubjectRows(tx, program, { actor, now }, [{ kind, key }]);
    if (!row) {
      throw new Refusal("not-found", `There is no ${kind} ${key}.`);
    }
    const place = {
      programId: program.id,
      personId: actor.id,
      subjectKind: kind,
      subjectKey: key,
    };
    const known = await tx.signOffOpening.findUnique({
      where: { programId_personId_subjectKind_subjectKey: place },
    });
    if (known?.digest === digest) return { event: "repeated", result: { digest } };
    await tx.signOffOpening.upsert({
      where: { programId_personId_subjectKind_subjectKey: place },
      create: { ...place, digest, at: now },
      update: { digest, at: now },
    });
    return { event: { subject: { kind, key }, now: { digest } }, result: { digest } };
  },
);
