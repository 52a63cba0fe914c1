import { readCodeownersFile as operation } from "@/lib/contract/owners";
import { Refusal } from "@/lib/domain/refusal";
import { query } from "@/lib/server/query";

/** A program's CODEOWNERS file as it was uploaded, with the team that each owner in it is here. */
export const readCodeownersFile = query(
  { name: "read-codeowners-file", allow: "program:read", input: operation.input },
  async ({ db, program }) => {
    const file = await db.codeOwnersFile.findUnique({ where: { programId: program.id } });
    if (!file) throw new Refusal("not-found", "This program has no CODEOWNERS file.");
    const { name, text, teams, version } = file;
    return { name, text, teams: teams as Record<string, string>, version };
  },
);
