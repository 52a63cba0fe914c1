import { addComment as operation } from "@/lib/contract/comments";
import { Refusal } from "@/lib/domain/refusal";
import { refuseUnknownSubject } from "@/lib/server/blockers/comment-subject";
import { command } from "@/lib/server/command";

/** Adds what a person says; nothing that was said is changed or taken back. */
export const addComment = command(
  { name: "add-comment", allow: "comment:write", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { subjectKind, subjectKey, text } = input;
    if (actor.kind !== "person") throw new Refusal("forbidden", "Only a person comments.");
    await refuseUnknownSubject(tx, program, input, now);
    const { id } = await tx.comment.create({
      data: {
        programId: program.id,
        subjectKind,
        subjectKey,
        text,
        byId: actor.id,
        byName: actor.name,
        at: now,
      },
    });
    return {
      event: { subject: { [subjectKind]: subjectKey, comment: id }, now: { text } },
      result: { id, by: actor.name, at: now.toISOString(), text },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
