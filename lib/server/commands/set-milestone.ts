import { setMilestone as operation } from "@/lib/contract/milestones";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { milestoneDetail } from "@/lib/server/registers/milestone-view";
import { dateOf, editedFields, refuseStale } from "@/lib/server/registers/register-edit";

/** Makes a milestone, or changes its words, its target date or its place among the others. */
export const setMilestone = command(
  { name: "set-milestone", allow: "criteria:edit", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { milestone: key, version, title, description, position } = input;
    const id = { programId_key: { programId: program.id, key } };
    const stored = await tx.milestone.findUnique({ where: id });
    if (!stored && version > 0)
      throw new Refusal("not-found", `${program.key} has no milestone ${key}.`);
    if (stored) refuseStale(key, stored, version);
    const given = { title, description, position, targetAt: dateOf(input.targetAt) };
    const edited = editedFields(stored ?? {}, given);
    if (stored) {
      if (Object.keys(edited.is).length === 0)
        throw new Refusal("no-effect", `${key} is already so. Nothing was written.`);
      const { count } = await tx.milestone.updateMany({
        where: { id: stored.id, version },
        data: { ...given, version: { increment: 1 } },
      });
      if (count === 0)
        throw new Refusal(
          "stale-version",
          `Somebody else changed ${key} at the same moment. Reload.`,
        );
    } else {
      const last = await tx.milestone.aggregate({
        where: { programId: program.id },
        _max: { position: true },
      });
      await tx.milestone.create({
        data: {
          programId: program.id,
          key,
          title: title ?? key,
          description: description ?? "",
          targetAt: given.targetAt ?? null,
          position: position ?? (last._max.position ?? -1) + 1,
        },
      });
    }
    return {
      event: { subject: { milestone: key }, was: edited.was, now: edited.is, reason: input.reason },
      result: await milestoneDetail(tx, program, actor, key, now),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
