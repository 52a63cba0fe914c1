import { setScheduleWeek as operation } from "@/lib/contract/batches";
import { Refusal } from "@/lib/domain/refusal";
import { readSchedule } from "@/lib/server/batches/batch-view";
import { command } from "@/lib/server/command";
import { editedFields, refuseStale } from "@/lib/server/registers/register-edit";

/** Plans a week of the schedule, or changes it; what is changed here, no file changes back. */
export const setScheduleWeek = command(
  { name: "set-schedule-week", allow: "batch:write", input: operation.input },
  async ({ tx, input, now, program }) => {
    const { week, version, notes, goals } = input;
    const startsAt = new Date(`${week}T00:00:00.000Z`);
    const where = { programId_startsAt: { programId: program.id, startsAt } };
    const stored = await tx.scheduleWeek.findUnique({ where });
    const what = `The week of ${week}`;
    if (!stored && version > 0) {
      throw new Refusal("not-found", `${what} is not in the schedule of ${program.key}.`);
    }
    if (stored) refuseStale(what, stored, version);
    const scopes = input.scopes && [...new Set(input.scopes)];
    const given = { scopes, notes, goals };
    const edited = editedFields(stored ?? {}, given);
    if (stored) {
      if (Object.keys(edited.is).length === 0) {
        throw new Refusal("no-effect", `${what} is already so. Nothing was written.`);
      }
      const { count } = await tx.scheduleWeek.updateMany({
        where: { programId: program.id, startsAt, version },
        data: { ...given, version: { increment: 1 } },
      });
      if (count === 0) {
        throw new Refusal(
          "stale-version",
          `Somebody else changed the week of ${week} at the same moment. Reload.`,
        );
      }
    } else {
      await tx.scheduleWeek.create({
        data: {
          programId: program.id,
          startsAt,
          scopes: scopes ?? [],
          notes: notes ?? "",
          goals: goals ?? "",
        },
      });
    }
    const { weeks, guide } = await readSchedule(tx, program.id, now);
    return {
      event: { subject: { week }, was: edited.was, now: edited.is },
      result: { weeks, guide },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
