import { listProgramTeams as operation } from "@/lib/contract/teams";
import { objectionToTeam } from "@/lib/domain/delegation";
import { permissionsOf } from "@/lib/server/overview/program-summary";
import { teamViews } from "@/lib/server/people/teams";
import { query } from "@/lib/server/query";

/** The teams that own rows of the program, and which of them the reader may change. */
export const listProgramTeams = query(
  { name: "list-program-teams", allow: "people:read", input: operation.input },
  async ({ db, actor, program }) => {
    const mayManage = permissionsOf(actor, program.id).includes("people:manage");
    return {
      teams: (await teamViews(db, { programId: program.id })).map((team) => {
        const programs = team.rows.map(({ program: key }) => ({
          id: key === program.key ? program.id : key,
          key,
        }));
        const says = mayManage
          ? (objectionToTeam(actor, [], { key: team.key, programs }, program.id, [])?.says ?? null)
          : "Managers of the program and admins decide who is in a team.";
        return {
          ...team,
          rows: mayManage ? team.rows : team.rows.filter(({ program: key }) => key === program.key),
          objection: says,
        };
      }),
    };
  },
);
