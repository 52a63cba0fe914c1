"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { LocalAccountForm } from "@/components/people/local-account-form";
import { roleWords } from "@/components/people/role-words";
import { signInWith } from "@/components/people/sign-in-with";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { OpenInvitation } from "@/lib/contract/invitations";

const contract = () => import("@/lib/contract/invitations");

const pageOf = (program: string | null): string =>
  program === null ? "/programs" : `/programs/${program}`;

const AcceptAsReader = ({ code, reader }: { code: string; reader: string }) => {
  const accept = useMutation({
    mutationFn: async () => callOperation((await contract()).acceptInvitation, { code }),
    onSuccess: ({ program }) => window.location.assign(pageOf(program)),
  });
  return (
    <div className="flex flex-col gap-3">
      {accept.error && <ErrorState fault={problemOf(accept.error)} />}
      <Button
        busy={accept.isPending || accept.isSuccess}
        onClick={() => accept.mutate()}
        variant="primary"
      >
        Accept as {reader}
      </Button>
    </div>
  );
};

/** What an invitation gives, and the ways to accept it. */
export const AcceptView = ({
  code,
  invitation,
  reader,
  providers,
}: {
  code: string;
  invitation: OpenInvitation;
  /** Who is signed in already. */
  reader: string | null;
  providers: readonly { id: string; name: string }[];
}) => {
  const [under, setUnder] = useState<string | null>(null);
  const { by, program, role, teams, email, expiresAt, withPassword } = invitation;
  const here = `/invitations?code=${encodeURIComponent(code)}`;
  return (
    <>
      <h1 className="font-bold text-xl tracking-[-0.015em]">You are invited</h1>
      <p className="mt-0.5 mb-4 text-ink-2">
        <bdi>{by}</bdi> invites {email}
        {program && role && (
          <>
            {" "}
            into <bdi>{program.name}</bdi> as {role}, who {roleWords[role].does}
          </>
        )}
        {teams.length > 0 && <>, in {teams.join(" and ")}</>}. The link works once and ends{" "}
        <Time iso={expiresAt} />.
      </p>
      <div className="flex flex-col gap-4">
        {reader !== null && <AcceptAsReader code={code} reader={reader} />}
        {reader === null &&
          providers.map(({ id, name }) => (
            <Button
              busy={under === id}
              disabled={under !== null}
              key={id}
              onClick={async () => {
                setUnder(id);
                const failed = await signInWith(id, {}, here);
                if (failed) window.location.assign(`/sign-in?error=${failed}`);
              }}
              variant="primary"
            >
              Sign in with {name}, then accept
            </Button>
          ))}
        {reader === null && withPassword && (
          <LocalAccountForm
            action="Accept and sign in"
            make={async (account) => {
              const { program: into } = await callOperation((await contract()).openAccount, {
                code,
                ...account,
              });
              return pageOf(into);
            }}
            name={invitation.name}
          />
        )}
        {reader === null && !withPassword && providers.length === 0 && (
          <Banner title="Nobody can sign in here with a provider any more" tone="amber">
            Ask for an invitation that a password will do for.
          </Banner>
        )}
      </div>
    </>
  );
};
