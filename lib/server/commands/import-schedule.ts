import { importSchedule as operation } from "@/lib/contract/batches";
import { planRegisters } from "@/lib/domain/register-plan";
import { readScheduleDocument } from "@/lib/formats/collect-schedule";
import { readSchedule } from "@/lib/server/batches/batch-view";
import { command } from "@/lib/server/command";
import { registerGround } from "@/lib/server/registers/register-read";
import { registerRecord, writeRegisters } from "@/lib/server/registers/register-write";

const counted = (count: number, one: string, many: string): string =>
  count === 0 ? "" : `${count} ${count === 1 ? one : many}`;

/** Takes a schedule out of a Markdown text; what somebody changed here stays, and the same text again changes nothing. */
export const importSchedule = command(
  { name: "import-schedule", allow: "register:import", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { entries, findings } = readScheduleDocument(input.file, input.text);
    const { registers } = await registerGround(tx, program.id);
    const known = registers.filter(
      ({ kind }) => kind === "schedule-week" || kind === "review-guide",
    );
    const plan = planRegisters(known, entries, { files: new Set([input.file]) });
    const open = [...findings, ...plan.findings].map(({ says }) => says);
    const { creates, changes, moved } = plan;
    const isEmpty = creates.length + changes.length + moved.length === 0;
    if (!isEmpty) await writeRegisters(tx, program.id, plan, { by: actor.name, at: now });
    const parts = [
      counted(creates.length, "new entry", "new entries"),
      counted(changes.length, "changed entry", "changed entries"),
    ].filter((part) => part !== "");
    const says =
      parts.length === 0
        ? "Nothing to change: the schedule is as this text says."
        : `Took ${parts.join(" and ")} from ${input.file}.`;
    const { weeks, guide } = await readSchedule(tx, program.id, now);
    const result = { weeks, guide, says, findings: open };
    return {
      event: isEmpty
        ? "repeated"
        : {
            subject: { schedule: input.file },
            now: { says, registers: registerRecord(plan), findings: open },
          },
      result,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
