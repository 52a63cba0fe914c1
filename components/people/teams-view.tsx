"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { PeopleTabs } from "@/components/people/people-tabs";
import { TeamTable } from "@/components/people/team-table";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, FormDialog } from "@/components/ui/dialogs-later";
import { PageHeader } from "@/components/ui/page-header";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { TeamView } from "@/lib/contract/teams";

const contract = () => import("@/lib/contract/teams");

const TeamDialog = lazy(() =>
  import("@/components/people/team-dialog").then((module) => ({ default: module.TeamDialog })),
);

const NewTeamDialog = ({ onClose, onDone }: { onClose: () => void; onDone: () => void }) => {
  const [team, setTeam] = useState("");
  const make = useMutation({
    mutationFn: async () => callOperation((await contract()).createTeam, { team }),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      action="Make it"
      fault={make.error ? problemOf(make.error) : null}
      isBusy={make.isPending}
      isReady={team.trim() !== ""}
      onClose={onClose}
      onSubmit={() => make.mutate()}
      size="sm"
      title="Make a team"
    >
      <TextField
        hint="As the trackers and CODEOWNERS call it: registryd-v2."
        label="Team"
        maxLength={120}
        onChange={(event) => setTeam(event.target.value)}
        value={team}
      />
    </FormDialog>
  );
};

/** All teams of the installation; an admin fills, makes and removes them. */
export const TeamsView = ({
  initial,
  people,
}: {
  initial: readonly TeamView[];
  people: readonly { handle: string; name: string }[];
}) => {
  const client = useQueryClient();
  const { data: teams } = useQuery({
    queryKey: ["people", "teams"],
    queryFn: async ({ signal }) =>
      callOperation((await contract()).listTeams, {}, { signal }).then((answer) => answer.teams),
    initialData: [...initial],
  });
  const [editing, edit] = useState<TeamView | null>(null);
  const [removing, setRemoving] = useState<TeamView | null>(null);
  const [isMaking, setMaking] = useState(false);
  const readAgain = () => client.invalidateQueries({ queryKey: ["people"] });
  const remove = useMutation({
    mutationFn: async (team: string) => callOperation((await contract()).removeTeam, { team }),
    onSuccess: () => {
      setRemoving(null);
      return readAgain();
    },
  });
  return (
    <>
      <PageHeader
        actions={
          <Button icon="plus" onClick={() => setMaking(true)}>
            Make a team
          </Button>
        }
        title="Teams"
      >
        A team is the same in every program: whoever is in it signs for its rows.
      </PageHeader>
      <PeopleTabs />
      <TeamTable
        act={(team) => (
          <span className="flex gap-1">
            <Button
              aria-label={`Change who is in ${team.key}`}
              onClick={() => edit(team)}
              size="sm"
              variant="ghost"
            >
              People
            </Button>
            {team.rows.length === 0 && team.groups.length === 0 && (
              <Button
                aria-label={`Remove ${team.key}`}
                onClick={() => setRemoving(team)}
                size="sm"
                variant="ghost"
              >
                Remove
              </Button>
            )}
          </span>
        )}
        empty="Teams come with imports that name owners, or are made here."
        teams={teams}
      />
      <Suspense>
        {editing && (
          <TeamDialog
            onClose={() => edit(null)}
            onSend={async (change) => {
              await callOperation((await contract()).editTeam, { team: editing.key, ...change });
              await readAgain();
            }}
            people={people}
            team={editing}
          />
        )}
        {isMaking && <NewTeamDialog onClose={() => setMaking(false)} onDone={readAgain} />}
        {removing && (
          <ConfirmDialog
            action="Remove"
            fault={remove.error ? problemOf(remove.error) : null}
            isBusy={remove.isPending}
            onClose={() => setRemoving(null)}
            onConfirm={() => remove.mutate(removing.key)}
            title={`Remove ${removing.key}?`}
          >
            It owns nothing. Whoever is in it is then in one team less.
          </ConfirmDialog>
        )}
      </Suspense>
    </>
  );
};
