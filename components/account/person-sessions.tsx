"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { browserWords } from "@/components/account/browser-words";
import { SessionTable } from "@/components/account/session-table";
import { Button } from "@/components/ui/button";
import { FormDialog } from "@/components/ui/dialogs-later";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextArea } from "@/components/ui/text-area";
import { useToast } from "@/components/ui/toast";
import { personSessionsQuery } from "@/lib/client/account-queries";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { SessionView } from "@/lib/contract/sessions";

const secondFactorContract = () => import("@/lib/contract/second-factor");
const sessionsContract = () => import("@/lib/contract/sessions");

type Asked = { readonly end: SessionView | "all" } | { readonly end: "factor" } | null;

/** Where somebody else is signed in: an admin ends their sessions, and resets a lost second factor. */
export const PersonSessions = ({ person, name }: { person: string; name: string }) => {
  const client = useQueryClient();
  const say = useToast();
  const { data, error, refetch } = useQuery(personSessionsQuery(person));
  const [asked, ask] = useState<Asked>(null);
  const [reason, setReason] = useState("");
  const doing = useMutation({
    mutationFn: async (what: NonNullable<Asked>) => {
      if (what.end === "factor")
        await callOperation((await secondFactorContract()).resetSecondFactor, { person, reason });
      else {
        const one = what.end === "all" ? {} : { session: what.end.id };
        await callOperation((await sessionsContract()).endPersonSessions, {
          person,
          reason,
          ...one,
        });
      }
    },
    onSuccess: () => {
      say({ title: `Done; ${name} is told`, tone: "green" });
      ask(null);
      setReason("");
    },
    onSettled: () => client.invalidateQueries({ queryKey: personSessionsQuery(person).queryKey }),
  });
  const open = (what: Asked): void => {
    doing.reset();
    ask(what);
  };
  const title =
    asked?.end === "factor"
      ? `Reset the second factor of ${name}`
      : asked?.end === "all"
        ? `End every session of ${name}`
        : `End the session of ${asked ? browserWords(asked.end.userAgent) : ""}`;
  return (
    <section aria-label={`Sessions of ${name}`} className="mt-5">
      <div className="mb-2.5 flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-bold">Sessions</h2>
        <div className="flex flex-wrap gap-2">
          {data?.hasSecondFactor && (
            <Button onClick={() => open({ end: "factor" })}>Reset the second factor</Button>
          )}
          {data && data.sessions.length > 0 && (
            <Button onClick={() => open({ end: "all" })} variant="danger-outline">
              End all
            </Button>
          )}
        </div>
      </div>
      {error ? (
        <ErrorState fault={problemOf(error)} onRetry={() => refetch()} />
      ) : !data ? (
        <SkeletonRows label="Reading the sessions" rows={2} />
      ) : data.sessions.length === 0 ? (
        <p className="text-ink-2">{name} is signed in nowhere.</p>
      ) : (
        <SessionTable
          ending={null}
          label={`Where ${name} is signed in`}
          onEnd={(session) => open({ end: session })}
          sessions={data.sessions}
        />
      )}
      {asked && (
        <FormDialog
          action={asked.end === "factor" ? "Reset it" : "End"}
          fault={doing.error ? problemOf(doing.error) : null}
          isBusy={doing.isPending}
          isReady={reason.trim() !== ""}
          onClose={() => ask(null)}
          onSubmit={() => doing.mutate(asked)}
          title={title}
          variant="danger"
        >
          <p>
            {asked.end === "factor"
              ? `${name} proves who they are with another one before the next signature.`
              : "Its cookie is refused at once; nothing that was signed in it changes."}
          </p>
          <TextArea
            hint={`${name} reads it, and so does the audit.`}
            label="Reason"
            maxLength={1000}
            onChange={(event) => setReason(event.target.value)}
            value={reason}
          />
        </FormDialog>
      )}
    </section>
  );
};
