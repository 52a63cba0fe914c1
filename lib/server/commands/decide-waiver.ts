import { decideWaiver as operation } from "@/lib/contract/waivers";
import { Refusal } from "@/lib/domain/refusal";
import { refusalToDecideWaiver } from "@/lib/domain/waiver";
import { command } from "@/lib/server/command";
import { waiverView } from "@/lib/server/gates/gate-view";
import { waiverSubject, waiverWith } from "@/lib/server/gates/waivers";
import { tellWaiver } from "@/lib/server/notices/tell-gates";
import { accountsBehind, asSecondPerson } from "@/lib/server/people/second-person";

/** Agrees to a waiver or refuses it, as somebody who did not ask. */
export const decideWaiver = command(
  { name: "decide-waiver", allow: "waiver:decide", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const row = await waiverWith(tx, program.id, input.waiver);
    const refusal = refusalToDecideWaiver(
      actor,
      await asSecondPerson(tx, actor, now),
      row.askedById,
    );
    if (refusal !== null || actor.kind !== "person") {
      throw new Refusal("forbidden", refusal ?? "Only a person decides on a waiver.");
    }
    if (row.environment?.key !== input.environment) {
      throw new Refusal("not-found", `There is no such waiver in ${input.environment}.`);
    }
    const agrees = input.decision === "agree";
    if (agrees && row.until <= now) {
      throw new Refusal("conflict", "Its time is past already. Ask for another.");
    }
    if (!agrees && input.because.length < 3) {
      const says = "Say why it is refused, in at least 3 characters.";
      throw new Refusal("invalid", says, [{ field: "because", says }]);
    }
    const { count } = await tx.waiver.updateMany({
      where: { id: row.id, state: "asked" },
      data: {
        state: agrees ? "active" : "refused",
        decidedById: actor.id,
        decidedByName: actor.name,
        decidedAt: now,
        decidedBecause: input.because,
      },
    });
    if (count !== 1) {
      throw new Refusal(
        "conflict",
        `The waiver is ${row.state} already: there is nothing to decide.`,
      );
    }
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
