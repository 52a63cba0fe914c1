import { editTeam as operation } from "@/lib/contract/teams";
import { command } from "@/lib/server/command";
import {
  changeMembers,
  memberChange,
  peopleNamed,
  teamNamed,
  teamView,
} from "@/lib/server/people/teams";

/** Names a team, puts people into it and takes them out, for every program that it owns rows of. */
export const editTeam = command(
  { name: "edit-team", allow: "installation:manage", input: operation.input },
  async ({ tx, actor, input, now }) => {
    const team = await teamNamed(tx, input.team);
    const was = await teamView(tx, team.key);
    const add = await peopleNamed(tx, input.add);
    const remove = await peopleNamed(tx, input.remove);
    if (input.name) await tx.team.update({ where: { id: team.id }, data: { name: input.name } });
    await changeMembers(tx, team, { add, remove, by: actor.name, at: now });
    const view = await teamView(tx, team.key);
    const change = memberChange(was, view);
    return {
      event: {
        subject: { team: team.key, people: [...change.added, ...change.removed] },
        was: { name: was.name },
        now: { name: view.name, ...change },
      },
      result: view,
      announce: view.rows.map(({ program }) => ({ kind: "program", program })),
    };
  },
);
