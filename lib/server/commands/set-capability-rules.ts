import { setCapabilityRules as operation } from "@/lib/contract/items";
import type { CapabilityRule } from "@/lib/domain/capability-rules";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import type { Json } from "@/lib/server/db";
import { capabilitySplit } from "@/lib/server/inventory/capability-split";
import { changeInventory } from "@/lib/server/inventory/change-inventory";
import { assignRows } from "@/lib/server/inventory/inventory-write";

/**
 * Splits a program's families into the capabilities that flip together. A row that moves to another
 * capability is a change like any other: towards the target it is a flip, and refused where flips are.
 */
export const setCapabilityRules = command(
  {
    name: "set-capability-rules",
    allow: "inventory:import",
    further: ["switch:flip"],
    input: operation.input,
  },
  async ({ tx, actor, input, now, program, authorise }) => {
    if (input.reason.length < 3) {
      throw new Refusal("invalid", "Say why, in reason.", [{ field: "reason", says: "say why" }]);
    }
    const rules = input.rules as CapabilityRule[];
    const split = await capabilitySplit(tx, program, rules);
    const before = await tx.program.findUniqueOrThrow({
      where: { id: program.id },
      select: { capabilityRules: true },
    });
    const announce = await changeInventory(
      tx,
      program,
      { writer: "capabilities", reason: input.reason, by: actor.name, at: now, authorise },
      async () => {
        await tx.program.update({
          where: { id: program.id },
          data: { capabilityRules: rules as unknown as Json },
        });
        await assignRows(tx, program.id, rules, now);
      },
    );
    return {
      event: {
        subject: { moved: split.moved },
        was: before.capabilityRules,
        now: rules,
        reason: input.reason,
      },
      result: split,
      announce,
    };
  },
);
