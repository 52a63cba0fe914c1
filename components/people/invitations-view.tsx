"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { z } from "zod";
import { EmptyRow } from "@/components/people/empty-row";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialogs-later";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { InvitationView, listInvitations } from "@/lib/contract/invitations";

const contract = () => import("@/lib/contract/invitations");

const InviteDialog = lazy(() =>
  import("@/components/people/invite-dialog").then((module) => ({ default: module.InviteDialog })),
);

const StateCell = ({ invitation }: { invitation: InvitationView }) => {
  const { state, acceptedBy, acceptedAt, expiresAt } = invitation;
  if (state === "open") {
    return (
      <>
        <Badge tone="blue">open</Badge> ends <Time iso={expiresAt} />
      </>
    );
  }
  if (state === "accepted") {
    return (
      <>
        accepted by <bdi>{acceptedBy}</bdi>, <Time iso={acceptedAt} />
      </>
    );
  }
  return state;
};

/** Who was invited, into a program or (`null`) anywhere, and what became of it. */
export const InvitationsView = ({
  program,
  initial,
  programs = [],
  teams,
  isAdmin,
}: {
  program: string | null;
  initial: z.infer<typeof listInvitations.answer>;
  programs?: readonly { key: string; name: string }[];
  teams: readonly string[];
  isAdmin: boolean;
}) => {
  const client = useQueryClient();
  const key = program === null ? ["people", "invitations"] : ["program", program, "invitations"];
  const { data } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) =>
      program === null
        ? callOperation((await contract()).listInvitations, {}, { signal })
        : callOperation((await contract()).listProgramInvitations, { program }, { signal }),
    initialData: initial,
  });
  const [isInviting, setInviting] = useState(false);
  const [revoking, setRevoking] = useState<InvitationView | null>(null);
  const readAgain = () => client.invalidateQueries({ queryKey: key });
  const revoke = useMutation({
    mutationFn: async (invitation: string) =>
      program === null
        ? callOperation((await contract()).revokeInvitation, { invitation })
        : callOperation((await contract()).revokeProgramInvitation, { program, invitation }),
    onSuccess: () => {
      setRevoking(null);
      return readAgain();
    },
  });
  return (
    <>
      <div className="mb-2.5 flex flex-wrap items-center justify-between gap-2">
        <p className="max-w-2xl text-ink-2">
          An invitation gives its role and teams to whoever accepts it, once.
        </p>
        <Button icon="plus" onClick={() => setInviting(true)}>
          Invite somebody
        </Button>
      </div>
      <TableFrame label="Invitations">
        <TableHead>
          <tr>
            <HeadCell pin>Address</HeadCell>
            <HeadCell>Into</HeadCell>
            <HeadCell>Invited</HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell>
              <span className="sr-only">Revoke</span>
            </HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {data.invitations.map((invitation) => (
            <Row
              className={invitation.state === "open" ? undefined : "text-ink-3"}
              key={invitation.id}
            >
              <Cell pin>
                <span className="font-strong">{invitation.email}</span>{" "}
                <bdi className="text-ink-2">{invitation.name}</bdi>
              </Cell>
              <Cell>
                {[
                  invitation.role && `${invitation.role} of ${invitation.program}`,
                  ...invitation.teams.map((team) => `team ${team}`),
                ]
                  .filter(Boolean)
                  .join(", ") || "no program yet"}
              </Cell>
              <Cell className="text-ink-2">
                <Time iso={invitation.createdAt} /> by <bdi>{invitation.by}</bdi>
              </Cell>
              <Cell>
                <StateCell invitation={invitation} />
              </Cell>
              <Cell>
                {invitation.state === "open" && (
                  <Button
                    aria-label={`Revoke the invitation of ${invitation.email}`}
                    onClick={() => setRevoking(invitation)}
                    size="sm"
                    variant="ghost"
                  >
                    Revoke
                  </Button>
                )}
              </Cell>
            </Row>
          ))}
          {data.invitations.length === 0 && (
            <EmptyRow columns={5} title="Nobody was invited yet">
              People who can sign in with a provider also appear after their first sign-in.
            </EmptyRow>
          )}
        </tbody>
      </TableFrame>
      <Suspense>
        {isInviting && (
          <InviteDialog
            isMailed={data.isMailed}
            mayChoosePassword={data.hasProvider ? (isAdmin ? "asked" : "never") : "always"}
            onClose={() => setInviting(false)}
            onDone={readAgain}
            program={program}
            programs={programs}
            teams={teams}
          />
        )}
        {revoking && (
          <ConfirmDialog
            action="Revoke"
            fault={revoke.error ? problemOf(revoke.error) : null}
            isBusy={revoke.isPending}
            onClose={() => setRevoking(null)}
            onConfirm={() => revoke.mutate(revoking.id)}
            title={`Revoke the invitation of ${revoking.email}?`}
          >
            Its link opens nothing any more. Another invitation can be made.
          </ConfirmDialog>
        )}
      </Suspense>
    </>
  );
};
