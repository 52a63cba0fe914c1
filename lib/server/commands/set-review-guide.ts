import { setReviewGuide as operation } from "@/lib/contract/batches";
import { Refusal } from "@/lib/domain/refusal";
import { readGuide, readSchedule } from "@/lib/server/batches/batch-view";
import { command } from "@/lib/server/command";
import { editedFields, refuseStale } from "@/lib/server/registers/register-edit";

const parts = (titles: readonly string[]): { title: string }[] =>
  titles.map((title) => ({ title }));

/** Sets what every review meeting goes through; meetings under way keep the checklist they began with. */
export const setReviewGuide = command(
  { name: "set-review-guide", allow: "batch:write", input: operation.input },
  async ({ tx, input, now, program }) => {
    const { version, checklist, cautions } = input;
    const stored = await readGuide(tx, program.id);
    refuseStale("The checklist of reviews", stored, version);
    const edited = editedFields(stored, { checklist, cautions });
    if (Object.keys(edited.is).length === 0) {
      throw new Refusal("no-effect", "The checklist is already so. Nothing was written.");
    }
    const given = { checklist: parts(checklist), cautions: parts(cautions) };
    const { count } =
      version === 0
        ? await tx.reviewGuide.createMany({
            data: { programId: program.id, ...given },
            skipDuplicates: true,
          })
        : await tx.reviewGuide.updateMany({
            where: { programId: program.id, version },
            data: { ...given, version: { increment: 1 } },
          });
    if (count === 0) {
      throw new Refusal(
        "stale-version",
        "Somebody else changed the checklist at the same moment. Reload.",
      );
    }
    const { weeks, guide } = await readSchedule(tx, program.id, now);
    return {
      event: { subject: { schedule: "checklist" }, was: edited.was, now: edited.is },
      result: { weeks, guide },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
