import { discardImport as operation } from "@/lib/contract/imports";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";

/** Puts a previewed import aside and forgets its files; an applied one stays as it is. */
export const discardImport = command(
  { name: "discard-import", allow: "inventory:import", input: operation.input },
  async ({ tx, input, program }) => {
    const discarded = await tx.import.updateMany({
      where: { id: input.import, programId: program.id, status: "previewed" },
      data: { status: "discarded", files: null },
    });
    if (discarded.count === 0) {
      throw new Refusal(
        "conflict",
        "Only a previewed import can be discarded; this one is not there or was decided already.",
      );
    }
    return {
      event: { subject: { import: input.import } },
      result: { id: input.import },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
