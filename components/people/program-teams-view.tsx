"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { z } from "zod";
import { TeamTable } from "@/components/people/team-table";
import { Button } from "@/components/ui/button";
import { callOperation } from "@/lib/client/call-operation";
import type { listProgramTeams } from "@/lib/contract/teams";

const contract = () => import("@/lib/contract/teams");

const TeamDialog = lazy(() =>
  import("@/components/people/team-dialog").then((module) => ({ default: module.TeamDialog })),
);

type Teams = z.infer<typeof listProgramTeams.answer>["teams"];

/** The teams that own rows of the program; its managers fill those that own rows nowhere else. */
export const ProgramTeamsView = ({
  program,
  initial,
  people,
}: {
  program: string;
  initial: Teams;
  people: readonly { handle: string; name: string }[];
}) => {
  const client = useQueryClient();
  const key = ["program", program, "teams"];
  const { data: teams } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) =>
      callOperation((await contract()).listProgramTeams, { program }, { signal }).then(
        (answer) => answer.teams,
      ),
    initialData: initial,
  });
  const [editing, edit] = useState<Teams[number] | null>(null);
  return (
    <>
      <TeamTable
        act={(team) =>
          team.objection === null ? (
            <Button
              aria-label={`Change who is in ${team.key}`}
              onClick={() => edit(team)}
              size="sm"
              variant="ghost"
            >
              People
            </Button>
          ) : (
            <span className="text-ink-3 text-sm">{team.objection}</span>
          )
        }
        empty="No row of this program has a team yet."
        teams={teams}
      />
      <Suspense>
        {editing && (
          <TeamDialog
            onClose={() => edit(null)}
            onSend={async (change) => {
              await callOperation((await contract()).changeTeamMembers, {
                program,
                team: editing.key,
                ...change,
              });
              await client.invalidateQueries({ queryKey: ["program", program] });
            }}
            people={people}
            team={editing}
          />
        )}
      </Suspense>
    </>
  );
};
