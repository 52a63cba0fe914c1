import { createTeam as operation } from "@/lib/contract/teams";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { teamView } from "@/lib/server/people/teams";

/** Makes a team with nobody in it. */
export const createTeam = command(
  { name: "create-team", allow: "installation:manage", input: operation.input },
  async ({ tx, input }) => {
    const { count } = await tx.team.createMany({
      data: [{ key: input.team, name: input.name || input.team }],
      skipDuplicates: true,
    });
    if (count === 0) {
      throw new Refusal("conflict", `There is a team "${input.team}" already.`, [
        { field: "team", says: "is taken" },
      ]);
    }
    return {
      event: { subject: { team: input.team }, now: { name: input.name || input.team } },
      result: await teamView(tx, input.team),
    };
  },
);
