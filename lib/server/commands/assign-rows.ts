import { assignRows as operation } from "@/lib/contract/owners";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import {
  movesRecord,
  raiseInventory,
  takeInventory,
  tellNewOwners,
  writeOwners,
} from "@/lib/server/owners/owner-write";
import { planAssignment } from "@/lib/server/owners/plan-assignment";

/** Gives rows to a team by hand, which no import, rule or file undoes; or gives them back to these. */
export const assignRows = command(
  { name: "assign-rows", allow: "inventory:import", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    await takeInventory(tx, program, input.inventoryVersion);
    const who = { name: actor.name, at: now };
    const { moves, effect } = await planAssignment(tx, program, input, who, true);
    if (moves.length === 0) {
      throw new Refusal(
        "no-effect",
        input.team === null
          ? "None of these rows was assigned by hand."
          : `These rows are ${input.team}'s by hand already.`,
      );
    }
    await writeOwners(tx, moves, now);
    const inventoryVersion = await raiseInventory(tx, program);
    const personId = actor.kind === "person" ? actor.id : null;
    await tellNewOwners(tx, program, moves, { ...who, personId, version: inventoryVersion });
    return {
      event: {
        subject: { team: input.team, rows: moves.length },
        now: { moves: movesRecord(moves) },
        reason: input.reason,
      },
      result: { ...effect, inventoryVersion },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
