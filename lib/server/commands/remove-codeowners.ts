import { removeCodeowners as operation } from "@/lib/contract/owners";
import { Refusal } from "@/lib/domain/refusal";
import { sha256 } from "@/lib/server/audit";
import { command } from "@/lib/server/command";
import { groundDecider, ownerGround } from "@/lib/server/owners/owner-ground";
import { ownerEffect, ownerMoves, teamKeys } from "@/lib/server/owners/owner-plan";
import { readKnownRows } from "@/lib/server/owners/owner-rows";
import {
  movesRecord,
  raiseInventory,
  takeInventory,
  tellNewOwners,
  writeOwners,
} from "@/lib/server/owners/owner-write";

/** Takes a program's CODEOWNERS file away; what it decided is the sources' again. */
export const removeCodeowners = command(
  { name: "remove-codeowners", allow: "inventory:import", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    await takeInventory(tx, program, undefined);
    const before = await tx.codeOwnersFile.findUnique({ where: { programId: program.id } });
    if (!before) throw new Refusal("not-found", "There is no CODEOWNERS file to take away.");
    await tx.codeOwnersFile.delete({ where: { programId: program.id } });
    const ground = await ownerGround(tx, program.id);
    const rows = await readKnownRows(tx, program.id);
    const moves = ownerMoves(rows, groundDecider(ground));
    await writeOwners(tx, moves, now);
    const inventoryVersion = await raiseInventory(tx, program);
    const personId = actor.kind === "person" ? actor.id : null;
    const by = { name: actor.name, personId, version: inventoryVersion, at: now };
    await tellNewOwners(tx, program, moves, by);
    const knownTeams = new Set(await teamKeys(tx));
    const { rules } = ground;
    const effect = ownerEffect(rows, moves, {
      rules,
      inventoryVersion,
      isApplied: true,
      knownTeams,
    });
    return {
      event: {
        subject: { changed: effect.changed, file: before.name },
        was: { digest: sha256(before.text), teams: before.teams, version: before.version },
        now: { moves: movesRecord(moves) },
        reason: input.reason,
      },
      result: effect,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
