import { settleReturn as operation } from "@/lib/contract/sign-off-subjects";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { tellSettledReturns } from "@/lib/server/notices/tell-sign-offs";
import { readSubjectRows } from "@/lib/server/sign-offs/sign-off-reading";

/** Answers what was sent back with what was done about it; it waits for its signature again. */
export const settleReturn = command(
  { name: "settle-return", allow: "sign-off:give", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { kind, key, says } = input;
    const open = await tx.signOffReturn.findMany({
      where: { programId: program.id, subjectKind: kind, subjectKey: key, settledAt: null },
    });
    const [first] = open;
    if (!first) throw new Refusal("conflict", `Nobody sent ${kind} ${key} back.`);
    const settled = await tx.signOffReturn.updateMany({
      where: { id: { in: open.map(({ id }) => id) }, settledAt: null },
      data: { settledAt: now, settledByName: actor.name, settledBecause: says },
    });
    if (settled.count !== open.length) {
      throw new Refusal("conflict", "Somebody else answered it at the same moment.");
    }
    await tellSettledReturns({ tx, actor, now, program });
    const [result] = await readSubjectRows(tx, program, { actor, now }, [{ kind, key }]);
    if (!result) throw new Refusal("not-found", `There is no ${kind} ${key}.`);
    return {
      event: {
        subject: { kind, key },
        was: { as: first.kind, by: first.byName, reason: first.reason },
        now: { settled: says },
      },
      result,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
