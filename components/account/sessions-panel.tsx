"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { SessionTable } from "@/components/account/session-table";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { useToast } from "@/components/ui/toast";
import { sessionsQuery } from "@/lib/client/account-queries";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { SessionView } from "@/lib/contract/sessions";

const contract = () => import("@/lib/contract/sessions");

/** Where the reader is signed in; each session can be ended from here, and all others at once. */
export const SessionsPanel = ({ initial }: { initial: { sessions: SessionView[] } }) => {
  const client = useQueryClient();
  const say = useToast();
  const { data } = useQuery({ ...sessionsQuery(), initialData: initial });
  const readAgain = () => client.invalidateQueries({ queryKey: sessionsQuery().queryKey });
  const ending = useMutation({
    mutationFn: async ({ id }: SessionView) =>
      callOperation((await contract()).endSession, { session: id }),
    onSuccess: () => say({ title: "Signed out there", tone: "green" }),
    onSettled: readAgain,
  });
  const endingAll = useMutation({
    mutationFn: async () => callOperation((await contract()).endOtherSessions, {}),
    onSuccess: ({ ended }) =>
      say({
        title: `Signed out of ${ended} other session${ended === 1 ? "" : "s"}`,
        tone: "green",
      }),
    onSettled: readAgain,
  });
  const error = ending.error ?? endingAll.error;
  const others = data.sessions.filter(({ isThis }) => !isThis);
  return (
    <section aria-label="Sessions" className="mt-5">
      <div className="mb-2.5 flex flex-wrap items-center justify-between gap-2">
        <div>
          <h2 className="font-bold">Sessions</h2>
          <p className="text-ink-2">
            Where you are signed in. One that is ended is refused at once, also where it has a page
            open.
          </p>
        </div>
        {others.length > 0 && (
          <Button
            busy={endingAll.isPending}
            onClick={() => endingAll.mutate()}
            variant="danger-outline"
          >
            End all others
          </Button>
        )}
      </div>
      {error && (
        <div className="mb-2.5">
          <ErrorState fault={problemOf(error)} />
        </div>
      )}
      <SessionTable
        ending={ending.isPending ? ending.variables.id : null}
        label="Where you are signed in"
        onEnd={ending.mutate}
        sessions={data.sessions}
      />
    </section>
  );
};
