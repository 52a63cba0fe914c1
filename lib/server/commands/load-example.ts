import * as z from "zod";
import type { CapabilityRule } from "@/lib/domain/capability-rules";
import { planChange } from "@/lib/domain/plan-change";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import type { Json } from "@/lib/server/db";
import { writeExampleRecord } from "@/lib/server/examples/example-record";
import { insertProgram } from "@/lib/server/inventory/insert-program";
import { writeCouplings, writeFindings, writeItems } from "@/lib/server/inventory/inventory-write";
import { acceptChange } from "@/lib/server/switches/accept-change";
import { newSalt } from "@/lib/server/switches/new-salt";
import { lockedSwitchBoard } from "@/lib/server/switches/switch-board";
import { examplePrograms } from "@/prisma/examples/all";

/** Loads one of the example programs, whole, with the changes it starts with; one that is there stays as it is. */
export const loadExample = command(
  {
    name: "load-example",
    allow: "installation:manage",
    input: z.object({ key: z.string() }),
  },
  async ({ tx, actor, input, now }) => {
    const example = examplePrograms.find(({ key }) => key === input.key);
    if (!example) throw new Refusal("not-found", `There is no example program "${input.key}".`);
    const isThere = await tx.program.findUnique({ where: { key: example.key } });
    if (isThere) return { event: "repeated", result: { isNew: false } };
    const id = await insertProgram(tx, example);
    const program = { id, key: example.key };
    await tx.capability.createMany({
      data: example.capabilities.map(({ key, name, description }) => ({
        programId: id,
        key,
        name,
        description,
      })),
    });
    const rules = example.capabilityRules as CapabilityRule[];
    await writeItems(tx, id, { created: example.reading.items, changed: [] }, rules, now);
    await writeCouplings(tx, id, { adds: example.reading.couplings, removes: [] });
    await writeFindings(tx, id, example.reading.findings);
    await tx.dependency.createMany({
      data: (example.dependencies ?? []).map(({ kind, subject, requires, note }) => ({
        programId: id,
        kind,
        subject: subject as Json,
        requires: requires as readonly object[] as Json,
        note,
        createdByName: actor.name,
        createdAt: now,
      })),
    });
    await tx.program.update({
      where: { id },
      data: { inventoryVersion: 1, status: example.status, statusNote: example.note },
    });
    for (const { environment, reason, edits } of example.switches) {
      const board = await lockedSwitchBoard(tx, program, environment);
      const plan = planChange(board.snapshot, edits, newSalt(), board);
      await acceptChange({ tx, actor, now, program }, board, {
        changeId: undefined,
        kind: plan.kind === "rollback" ? "rollback" : "flip",
        reason,
        asked: { rules: edits },
        changes: plan.changes,
        effect: plan,
        masked: plan.masked,
        was: null,
        now: null,
      });
    }
    await writeExampleRecord(tx, example, { programId: id, by: actor.name, now });
    return {
      event: {
        chain: id,
        subject: { program: example.key },
        now: { items: example.reading.items.length, switches: example.switches },
      },
      result: { isNew: true },
      announce: [{ kind: "programs" }],
    };
  },
);
