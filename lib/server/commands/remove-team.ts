import { removeTeam as operation } from "@/lib/contract/teams";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { teamNamed, teamView } from "@/lib/server/people/teams";

/** Removes a team that owns nothing and that no group gives. */
export const removeTeam = command(
  { name: "remove-team", allow: "installation:manage", input: operation.input },
  async ({ tx, input }) => {
    const { id, key } = await teamNamed(tx, input.team);
    const was = await teamView(tx, key);
    const [first] = was.rows;
    if (first) {
      throw new Refusal(
        "conflict",
        `${key} owns ${first.count === 1 ? "a row" : `${first.count} rows`} of ${first.program}. Give them to another team first.`,
      );
    }
    if (was.groups[0]) {
      throw new Refusal(
        "conflict",
        `The group ${was.groups[0]} gives ${key}. End that rule first.`,
      );
    }
    await tx.teamMember.deleteMany({ where: { teamId: id } });
    await tx.team.delete({ where: { id } });
    return {
      event: {
        subject: { team: key },
        was: { name: was.name, members: was.members.map(({ handle }) => handle) },
      },
      result: { team: key },
    };
  },
);
