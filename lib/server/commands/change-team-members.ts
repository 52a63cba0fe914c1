import { changeTeamMembers as operation } from "@/lib/contract/teams";
import { objectionToTeam } from "@/lib/domain/delegation";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { accountsBehind } from "@/lib/server/people/second-person";
import {
  changeMembers,
  memberChange,
  peopleNamed,
  teamNamed,
  teamReach,
  teamView,
} from "@/lib/server/people/teams";

/** Puts people into a team of the program and takes them out; one that reaches further is an admin's. */
export const changeTeamMembers = command(
  { name: "change-team-members", allow: "people:manage", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const team = await teamNamed(tx, input.team);
    const add = await peopleNamed(tx, input.add);
    const remove = await peopleNamed(tx, input.remove);
    const objection = objectionToTeam(
      actor,
      await accountsBehind(tx, actor),
      await teamReach(tx, team),
      program.id,
      add,
    );
    if (objection) throw new Refusal("forbidden", objection.says, [objection]);
    const was = await teamView(tx, team.key);
    await changeMembers(tx, team, { add, remove, by: actor.name, at: now });
    const view = await teamView(tx, team.key);
    const change = memberChange(was, view);
    return {
      event: {
        subject: { team: team.key, people: [...change.added, ...change.removed] },
        now: change,
      },
      result: view,
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
