import { removeScheduleWeek as operation } from "@/lib/contract/batches";
import { Refusal } from "@/lib/domain/refusal";
import { readSchedule } from "@/lib/server/batches/batch-view";
import { command } from "@/lib/server/command";
import { refuseStale } from "@/lib/server/registers/register-edit";

/** Takes a week out of the schedule; batches that it placed then have no week. */
export const removeScheduleWeek = command(
  { name: "remove-schedule-week", allow: "batch:write", input: operation.input },
  async ({ tx, input, now, program }) => {
    const { week, version } = input;
    const where = { programId: program.id, startsAt: new Date(`${week}T00:00:00.000Z`) };
    const stored = await tx.scheduleWeek.findFirst({ where });
    if (!stored) {
      throw new Refusal("not-found", `The week of ${week} is not in the schedule.`);
    }
    refuseStale(`The week of ${week}`, stored, version);
    await tx.scheduleWeek.deleteMany({ where: { ...where, version } });
    const { weeks, guide } = await readSchedule(tx, program.id, now);
    const { scopes, notes, goals } = stored;
    return {
      event: { subject: { week }, was: { scopes, notes, goals } },
      result: { weeks, guide },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
