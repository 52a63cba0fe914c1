"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { z } from "zod";
import type { AccountChange } from "@/components/people/account-change-dialog";
import { accountEventWords } from "@/components/people/account-event-words";
import { AccountHolds } from "@/components/people/account-holds";
import { GrantWords } from "@/components/people/grant-words";
import { PeopleTabs } from "@/components/people/people-tabs";
import { PersonPassword } from "@/components/people/person-password";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/definition-list";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import type { readPerson } from "@/lib/contract/accounts";

const contract = () => import("@/lib/contract/accounts");

const DeactivateDialog = lazy(() =>
  import("@/components/people/deactivate-dialog").then((module) => ({
    default: module.DeactivateDialog,
  })),
);
const ConfirmAccountDialog = lazy(() =>
  import("@/components/people/confirm-account-dialog").then((module) => ({
    default: module.ConfirmAccountDialog,
  })),
);
const AccountChangeDialog = lazy(() =>
  import("@/components/people/account-change-dialog").then((module) => ({
    default: module.AccountChangeDialog,
  })),
);

type Person = z.infer<typeof readPerson.answer>;

const facts = (person: Person) => [
  { term: "Handle", says: <span className="mono">{person.handle}</span> },
  { term: "Address", says: person.email ?? "none told" },
  ...(person.formerEmails.length > 0
    ? [{ term: "Had before", says: person.formerEmails.join(", ") }]
    : []),
  { term: "Signs in with", says: person.signsInWith.join(", ") || "nothing" },
  { term: "Last seen", says: <Time iso={person.lastSeenAt} /> },
  { term: "Here since", says: <Time iso={person.createdAt} /> },
];

const Access = ({ person }: { person: Person }) => (
  <ul className="flex flex-col gap-1.5">
    {person.isAdmin && (
      <li>
        <Badge tone="grey">admin</Badge> <span className="text-ink-2">everything, everywhere</span>
      </li>
    )}
    {person.roles.map(({ program, role, ...grant }) => (
      <li className="flex flex-wrap items-baseline gap-x-2" key={`${program} ${role}`}>
        <Badge tone="grey">{role}</Badge> of {program ?? "every program"}
        <GrantWords {...grant} />
      </li>
    ))}
    {person.teams.map(({ team, ...grant }) => (
      <li className="flex flex-wrap items-baseline gap-x-2" key={team}>
        team <span className="mono">{team}</span>
        <GrantWords {...grant} />
      </li>
    ))}
    {!person.isAdmin && person.roles.length + person.teams.length === 0 && (
      <li className="text-ink-2">No role and no team.</li>
    )}
  </ul>
);

/** Who holds an invitation's or a password's link is nobody yet when they use it. */
const By = ({ name }: { name: string }) =>
  name === "nobody signed in" ? "whoever had the link" : <bdi>{name}</bdi>;

const Groups = ({ groups }: { groups: Person["groups"] }) => (
  <div className="flex flex-col gap-2">
    {groups.problem && <Banner title={groups.problem} tone="amber" />}
    <p className="mono text-ink-2">{groups.names.join(", ") || "none"}</p>
    <p className="text-ink-3 text-sm">
      told at the sign-in <Time iso={groups.at} />
    </p>
  </div>
);

/** One person: what they may and from where, and the way to end or restore it. */
export const PersonView = ({
  initial,
  isSelf,
  sessions,
}: {
  initial: Person;
  /** Whether the reader looks at themselves. */
  isSelf: boolean;
  sessions: ReactNode;
}) => {
  const client = useQueryClient();
  const key = ["people", initial.handle, "account"];
  const { data: person } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) =>
      callOperation((await contract()).readPerson, { person: initial.handle }, { signal }),
    initialData: initial,
  });
  const [asked, ask] = useState<AccountChange | "confirm" | "deactivate" | null>(null);
  const dialog = {
    person: person.handle,
    onClose: () => ask(null),
    onDone: () => client.invalidateQueries({ queryKey: ["people"] }),
  };
  return (
    <>
      <PageHeader
        actions={
          person.deactivatedAt ? (
            <Button onClick={() => ask("reactivate")}>Reactivate</Button>
          ) : (
            <>
              {person.kind !== "service" && (
                <Button onClick={() => ask(person.isAdmin ? "take-admin" : "make-admin")}>
                  {person.isAdmin ? "No admin any more" : "Make an admin"}
                </Button>
              )}
              <Button onClick={() => ask("deactivate")} variant="danger-outline">
                Deactivate
              </Button>
            </>
          )
        }
        title={<bdi className="wrap-anywhere">{person.name}</bdi>}
      >
        {person.kind === "service" ? "Service account. " : ""}
        {person.title}
      </PageHeader>
      <PeopleTabs here="/people" />
      {person.deactivatedAt && (
        <div className="mb-3">
          <Banner title="Deactivated" tone="amber">
            <Time iso={person.deactivatedAt} />. Nobody signs in as them; what they did keeps their
            name.
          </Banner>
        </div>
      )}
      <AccountHolds holds={person.holds} onConfirm={() => ask("confirm")} />
      <div className="grid gap-3 rail:grid-cols-2">
        <Panel title="Account">
          <DefinitionList items={facts(person)} />
        </Panel>
        <Panel title="May">
          <Access person={person} />
        </Panel>
        {person.groups.at && (
          <Panel title="Groups of the provider">
            <Groups groups={person.groups} />
          </Panel>
        )}
        {person.signsInWith.includes("password") && !person.deactivatedAt && (
          <PersonPassword
            isSelf={isSelf}
            name={person.name}
            onChange={dialog.onDone}
            person={person.handle}
            reset={person.passwordReset}
          />
        )}
        <Panel title="What happened to the account">
          <ul className="flex flex-col gap-1">
            {person.history.map(({ at, by, action, reason }) => (
              <li key={`${at} ${action}`}>
                <Time iso={at} /> {accountEventWords(action)} by <By name={by} />
                {reason && <span className="text-ink-2">: {reason}</span>}
              </li>
            ))}
            {person.history.length === 0 && <li className="text-ink-2">Nothing yet.</li>}
          </ul>
        </Panel>
      </div>
      {person.kind !== "service" && <div className="mt-3">{sessions}</div>}
      <Suspense>
        {asked === "deactivate" && <DeactivateDialog {...dialog} name={person.name} />}
        {asked === "confirm" && <ConfirmAccountDialog {...dialog} name={person.name} />}
        {asked !== null && asked !== "confirm" && asked !== "deactivate" && (
          <AccountChangeDialog {...dialog} change={asked} />
        )}
      </Suspense>
    </>
  );
};
