import { returnSignOff as operation } from "@/lib/contract/sign-offs";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { tellReturned } from "@/lib/server/notices/tell-sign-offs";
import { readSubjectRows } from "@/lib/server/sign-offs/sign-off-reading";

/** Sends a row back with a reason, to whoever owns it, until it is signed or settled. */
export const returnSignOff = command(
  { name: "return-sign-off", allow: "sign-off:give", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    if (actor.kind !== "person") throw new Refusal("forbidden", "Only a person judges a row.");
    const { kind, key, as, reason } = input;
    const read = () => readSubjectRows(tx, program, { actor, now }, [{ kind, key }]);
    const [was] = await read();
    if (!was) throw new Refusal("not-found", `There is no ${kind} ${key}.`);
    await tx.signOffReturn.updateMany({
      where: { programId: program.id, subjectKind: kind, subjectKey: key, settledAt: null },
      data: { settledAt: now, settledByName: actor.name, settledBecause: "It was sent back anew." },
    });
    const { id, toWhom } = await tx.signOffReturn.create({
      data: {
        programId: program.id,
        subjectKind: kind,
        subjectKey: key,
        kind: as,
        reason,
        toWhom: was.team ?? "",
        byId: actor.id,
        byName: actor.name,
        at: now,
      },
    });
    await tellReturned(
      { tx, now, program, actor },
      { id, kind, key, as, toWhom, byName: actor.name, reason },
    );
    const [row = was] = await read();
    return {
      event: { subject: { kind, key }, now: { as, to: was.team }, reason },
      result: row,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
