import { editBatch as operation } from "@/lib/contract/batches";
import { Refusal } from "@/lib/domain/refusal";
import { findBatch, viewOfBatch } from "@/lib/server/batches/batch-edit";
import { command } from "@/lib/server/command";
import { dateOf, editedFields, refuseStale } from "@/lib/server/registers/register-edit";

/** Changes a batch's words, owner, week or date, of imported ones as well. */
export const editBatch = command(
  { name: "edit-batch", allow: "batch:write", input: operation.input },
  async ({ tx, input, now, program }) => {
    const { batch: key, version, title, owner } = input;
    const stored = await findBatch(tx, program, key);
    refuseStale(key, stored, version);
    const given = {
      title,
      owner: owner === undefined ? undefined : owner || null,
      weekOf: dateOf(input.weekOf),
      dueAt: dateOf(input.dueAt),
    };
    const edited = editedFields(stored, given);
    if (Object.keys(edited.is).length === 0) {
      throw new Refusal("no-effect", `${key} is already so. Nothing was written.`);
    }
    const { count } = await tx.batch.updateMany({
      where: { id: stored.id, version },
      data: { ...given, version: { increment: 1 } },
    });
    if (count === 0) {
      throw new Refusal(
        "stale-version",
        `Somebody else changed ${key} at the same moment. Reload.`,
      );
    }
    return {
      event: { subject: { batch: key }, was: edited.was, now: edited.is },
      result: await viewOfBatch(tx, program, key, now),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
