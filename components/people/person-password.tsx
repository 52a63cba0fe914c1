"use client";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { PasswordResetView } from "@/lib/contract/password-resets";

const contract = () => import("@/lib/contract/password-resets");

const ResetPasswordDialog = lazy(() =>
  import("@/components/people/reset-password-dialog").then((module) => ({
    default: module.ResetPasswordDialog,
  })),
);

/** The password of somebody's local account: an admin makes a link to another one, and takes it back. */
export const PersonPassword = ({
  person,
  name,
  reset,
  isSelf,
  onChange,
}: {
  person: string;
  name: string;
  /** The link that is open. */
  reset: PasswordResetView | null;
  isSelf: boolean;
  onChange: () => void;
}) => {
  const [isAsked, ask] = useState(false);
  const ending = useMutation({
    mutationFn: async () => callOperation((await contract()).endPasswordReset, { person }),
    onSettled: onChange,
  });
  return (
    <Panel title="Password">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="max-w-md text-ink-2">
          {isSelf && "Change yours on your account page."}
          {!isSelf &&
            (reset ? (
              <>
                A link to another one is open: made by <bdi>{reset.by}</bdi>{" "}
                <Time iso={reset.createdAt} />, until <Time iso={reset.expiresAt} />.
              </>
            ) : (
              "Who forgot it chooses another with a link that you make, once."
            ))}
        </p>
        {!isSelf && (
          <span className="flex flex-wrap gap-2">
            {reset && (
              <Button busy={ending.isPending} onClick={() => ending.mutate()}>
                Take the link back
              </Button>
            )}
            <Button onClick={() => ask(true)}>{reset ? "Make another" : "Make a link"}</Button>
          </span>
        )}
      </div>
      {ending.error && (
        <div className="mt-2">
          <ErrorState fault={problemOf(ending.error)} />
        </div>
      )}
      <Suspense>
        {isAsked && (
          <ResetPasswordDialog
            name={name}
            onClose={() => ask(false)}
            onDone={onChange}
            person={person}
          />
        )}
      </Suspense>
    </Panel>
  );
};
