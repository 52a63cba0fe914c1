import { returnSignOff as operation } from "@/lib/contract/sign-offs";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { readSignOffRows } from "@/lib/server/sign-offs/sign-off-reading";
import { idsOfRows } from "@/lib/server/sign-offs/signature-plan";

/** Sends a row back with a reason, to whoever owns it, until it is signed or settled. */
export const returnSignOff = command(
  { name: "return-sign-off", allow: "sign-off:give", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    if (actor.kind !== "person") throw new Refusal("forbidden", "Only a person judges a row.");
    const { kind, key, as, reason } = input;
    const ids = await idsOfRows(tx, program.id, [{ kind, key }]);
    const item = await tx.item.findFirst({
      where: { id: { in: ids } },
      select: { team: { select: { key: true } } },
    });
    if (!item) throw new Refusal("not-found", `There is no ${kind} ${key}.`);
    await tx.signOffReturn.updateMany({
      where: { programId: program.id, subjectKind: kind, subjectKey: key, settledAt: null },
      data: { settledAt: now, settledByName: actor.name, settledBecause: "It was sent back anew." },
    });
    await tx.signOffReturn.create({
      data: {
        programId: program.id,
        subjectKind: kind,
        subjectKey: key,
        kind: as,
        reason,
        toWhom: item.team?.key ?? "",
        byId: actor.id,
        byName: actor.name,
        at: now,
      },
    });
    const [row] = await readSignOffRows(tx, program, { actor, now }, ids);
    if (!row) throw new Refusal("not-found", `There is no ${kind} ${key}.`);
    return {
      event: { subject: { kind, key }, now: { as, to: item.team?.key ?? null }, reason },
      result: row,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
