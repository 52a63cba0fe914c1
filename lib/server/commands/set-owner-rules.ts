import { setOwnerRules as operation } from "@/lib/contract/owners";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import type { Json } from "@/lib/server/db";
import {
  movesRecord,
  raiseInventory,
  takeInventory,
  tellNewOwners,
  writeOwners,
} from "@/lib/server/owners/owner-write";
import { planOwnerRules } from "@/lib/server/owners/plan-owner-rules";

/** Sets the rules that give rows to teams, and gives them. What was assigned by hand stays. */
export const setOwnerRules = command(
  { name: "set-owner-rules", allow: "inventory:import", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    if (input.reason.length < 3) {
      throw new Refusal("invalid", "Say why, in reason.", [{ field: "reason", says: "say why" }]);
    }
    await takeInventory(tx, program, input.inventoryVersion);
    const { ownerRules: before } = await tx.program.findUniqueOrThrow({
      where: { id: program.id },
      select: { ownerRules: true },
    });
    const { moves, effect } = await planOwnerRules(tx, program, input, true);
    await tx.program.update({
      where: { id: program.id },
      data: { ownerRules: input.rules as unknown as Json },
    });
    await writeOwners(tx, moves, now);
    const inventoryVersion = await raiseInventory(tx, program);
    const personId = actor.kind === "person" ? actor.id : null;
    const by = { name: actor.name, personId, version: inventoryVersion, at: now };
    await tellNewOwners(tx, program, moves, by);
    return {
      event: {
        subject: { changed: effect.changed },
        was: { rules: before },
        now: { rules: input.rules, moves: movesRecord(moves) },
        reason: input.reason,
      },
      result: { ...effect, inventoryVersion },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
