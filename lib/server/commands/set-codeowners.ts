import { setCodeowners as operation } from "@/lib/contract/owners";
import { Refusal } from "@/lib/domain/refusal";
import { sha256 } from "@/lib/server/audit";
import { command } from "@/lib/server/command";
import type { Json } from "@/lib/server/db";
import {
  movesRecord,
  raiseInventory,
  takeInventory,
  tellNewOwners,
  writeOwners,
} from "@/lib/server/owners/owner-write";
import { planCodeowners } from "@/lib/server/owners/plan-codeowners";

/** Keeps a CODEOWNERS file and gives rows to teams by their source files. The audit names it by its digest. */
export const setCodeowners = command(
  { name: "set-codeowners", allow: "inventory:import", input: operation.input, timeout: 60_000 },
  async ({ tx, actor, input, now, program }) => {
    if (input.reason.length < 3) {
      throw new Refusal("invalid", "Say why, in reason.", [{ field: "reason", says: "say why" }]);
    }
    await takeInventory(tx, program, input.inventoryVersion);
    const before = await tx.codeOwnersFile.findUnique({ where: { programId: program.id } });
    const { moves, teams, effect } = await planCodeowners(tx, program, input, true);
    const version = (before?.version ?? 0) + 1;
    const file = {
      name: input.name,
      text: input.text,
      teams: teams as Json,
      version,
      byName: actor.name,
      at: now,
    };
    await tx.codeOwnersFile.upsert({
      where: { programId: program.id },
      create: { programId: program.id, ...file },
      update: file,
    });
    await writeOwners(tx, moves, now);
    const inventoryVersion = await raiseInventory(tx, program);
    const personId = actor.kind === "person" ? actor.id : null;
    const by = { name: actor.name, personId, version: inventoryVersion, at: now };
    await tellNewOwners(tx, program, moves, by);
    return {
      event: {
        subject: { changed: effect.changed, file: input.name },
        was: before && {
          digest: sha256(before.text),
          teams: before.teams,
          version: before.version,
        },
        now: { digest: sha256(input.text), teams, version, moves: movesRecord(moves) },
        reason: input.reason,
      },
      result: { ...effect, inventoryVersion },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
