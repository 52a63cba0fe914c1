import { endDeputy as operation } from "@/lib/contract/deputies";
import { deputyState } from "@/lib/domain/deputy";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { tell } from "@/lib/server/notices/tell";
import { deputyViews } from "@/lib/server/owners/deputy-view";

/** Ends a deputy's time early; what they signed in it stands. */
export const endDeputy = command(
  {
    name: "end-deputy",
    allow: "sign-off:give",
    further: ["people:manage"],
    input: operation.input,
  },
  async ({ tx, actor, input, now, program, authorise }) => {
    const row = await tx.deputy.findFirst({ where: { id: input.deputy, programId: program.id } });
    if (!row) throw new Refusal("not-found", `There is no such deputy in ${program.name}.`);
    if (actor.kind !== "person" || actor.id !== row.absentId) authorise("people:manage");
    const state = deputyState(row, now);
    if (state === "ended" || state === "over") {
      throw new Refusal("conflict", "This deputy's time is over already.");
    }
    const { count } = await tx.deputy.updateMany({
      where: { id: row.id, endedAt: null },
      data: { endedAt: now },
    });
    if (count === 0) throw new Refusal("conflict", "Somebody else ended it at the same moment.");
    const [view] = await deputyViews(tx, program.id, [{ ...row, endedAt: now }], actor, now);
    if (!view) throw new Error("A deputy was ended and is not there.");
    await tell(tx, {
      program,
      kind: "deputy-ended",
      says: `${view.deputy.name} no longer signs in ${view.absent.name}'s place: ended early by ${actor.name}.`,
      link: `/programs/${program.key}/sign-offs/owners`,
      subject: { deputy: row.id },
      dedupe: `deputy-ended ${row.id}`,
      to: [{ people: [row.deputyId, row.absentId] }],
      except: [actor.kind === "person" ? actor.id : null],
      at: now,
    });
    return {
      event: {
        subject: { deputy: row.id, absent: view.absent.handle, by: view.deputy.handle },
        was: { until: view.until },
        now: { endedAt: view.endedAt },
      },
      result: view,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
