import { endWaiver as operation } from "@/lib/contract/waivers";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { waiverView } from "@/lib/server/gates/gate-view";
import { waiverSubject, waiverWith } from "@/lib/server/gates/waivers";
import { tellWaiver } from "@/lib/server/notices/tell-gates";
import { accountsBehind } from "@/lib/server/people/second-person";

/** Ends a waiver, also one that was only asked for or is overdue: its gate reads again. */
export const endWaiver = command(
  { name: "end-waiver", allow: "waiver:ask", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const row = await waiverWith(tx, program.id, input.waiver);
    if (row.environment?.key !== input.environment) {
      throw new Refusal("not-found", `There is no such waiver in ${input.environment}.`);
    }
    const { count } = await tx.waiver.updateMany({
      where: { id: row.id, state: { in: ["asked", "active"] } },
      data: {
        state: "ended",
        endedAt: now,
        endedByName: actor.name,
        endedBecause: input.because,
      },
    });
    if (count !== 1) throw new Refusal("conflict", `The waiver is ${row.state} already.`);
    const is = await waiverWith(tx, program.id, row.id);
    await tellWaiver({ tx, now, program, actor }, is, input.environment);
    return {
      event: {
        subject: waiverSubject(row),
        was: { state: row.state },
        now: { state: is.state },
        reason: input.because,
      },
      result: waiverView(is, input.environment, await accountsBehind(tx, actor), now),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
