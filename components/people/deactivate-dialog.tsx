"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import type { PersonDialog } from "@/components/people/person-dialog";
import { Banner } from "@/components/ui/banner";
import { FormDialog } from "@/components/ui/form-dialog";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextField } from "@/components/ui/text-field";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { type Deactivation, deactivatePerson, readDeactivation } from "@/lib/contract/accounts";

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <h3 className="mb-0.5 font-strong">{title}</h3>
    <ul className="list-disc pl-4.5 text-ink-2">{children}</ul>
  </section>
);

const rowsOf = (rows: Deactivation["emptyTeams"][number]["rows"]): string =>
  rows.map(({ program, count }) => `${count} rows of ${program}`).join(", ") || "owns no rows";

const Consequences = ({ what }: { what: Deactivation }) => {
  const { sessions, tokens, emptyTeams, lastRoles, requests, asks, returns } = what;
  const { invitations, passwordResets } = what;
  const waiting = [...asks, ...returns];
  return (
    <div className="flex max-h-80 flex-col gap-2.5 overflow-y-auto">
      <Part title="Ends at once">
        <li>
          {sessions === 0 && "no session: they are signed in nowhere"}
          {sessions > 0 && (sessions === 1 ? "1 session" : `${sessions} sessions`)}
        </li>
        {tokens.map((token) => (
          <li key={token.id}>
            token <span className="font-strong">{token.name}</span>
            {token.program && ` of ${token.program}`}, last used <Time iso={token.lastUsedAt} />
          </li>
        ))}
        {invitations.map(({ id, email, program, role, expiresAt }) => (
          <li key={id}>
            invitation of <span className="font-strong">{email}</span>
            {program && `, ${role} of ${program}`}, open until <Time iso={expiresAt} />: invite them
            again yourself
          </li>
        ))}
        {passwordResets > 0 && (
          <li>
            {passwordResets === 1 ? "1 link" : `${passwordResets} links`} to another password,
            theirs or made by them
          </li>
        )}
      </Part>
      {(emptyTeams.length > 0 || lastRoles.length > 0) && (
        <Part title="Then has nobody">
          {emptyTeams.map(({ team, rows }) => (
            <li key={team}>
              team <span className="mono">{team}</span>: {rowsOf(rows)}
            </li>
          ))}
          {lastRoles.map(({ program, role }) => (
            <li key={`${program} ${role}`}>
              the role {role} in {program}
            </li>
          ))}
        </Part>
      )}
      {(requests.length > 0 || waiting.length > 0) && (
        <Part title="Stays open, for somebody else to take on">
          {requests.map(({ program, environment, number, state }) => (
            <li key={`${program} ${environment} ${number}`}>
              <Link
                className="underline"
                href={`/programs/${program}/requests/${environment}/${number}`}
              >
                request {number} in {environment} of {program}
              </Link>
              , {state}
            </li>
          ))}
          {waiting.map(({ program, kind, key }) => (
            <li key={`${program} ${kind} ${key}`}>
              sign-off of <span className="mono">{key}</span> in {program}
            </li>
          ))}
        </Part>
      )}
    </div>
  );
};

/** Shows what ends and what is left without anybody, then deactivates with a reason. */
export const DeactivateDialog = ({ person, name, onClose, onDone }: PersonDialog) => {
  const [reason, setReason] = useState("");
  const { data, error } = useQuery({
    queryKey: ["people", person, "deactivation"],
    queryFn: ({ signal }) => callOperation(readDeactivation, { person }, { signal }),
    gcTime: 0,
  });
  const deactivate = useMutation({
    mutationFn: () => callOperation(deactivatePerson, { person, reason }),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  const fault = deactivate.error ?? error;
  return (
    <FormDialog
      action="Deactivate"
      description="Their name stays in every record. They can be let in again."
      fault={fault ? problemOf(fault) : null}
      isBusy={deactivate.isPending}
      isReady={data !== undefined && data.objection === null && reason.trim().length >= 3}
      onClose={onClose}
      onSubmit={() => deactivate.mutate()}
      title={
        <>
          Deactivate <bdi>{name}</bdi>?
        </>
      }
      variant="danger"
    >
      {data === undefined ? (
        !error && <SkeletonRows label="What it would end" rows={4} />
      ) : (
        <>
          {data.objection && <Banner title={data.objection} tone="red" />}
          <Consequences what={data} />
        </>
      )}
      <TextField
        label="Why"
        maxLength={2000}
        onChange={(event) => setReason(event.target.value)}
        value={reason}
      />
    </FormDialog>
  );
};
