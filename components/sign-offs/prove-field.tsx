"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { proveAgain } from "@/lib/contract/sessions";

const signInAgain = async (): Promise<void> => {
  const { signOut } = await import("next-auth/react");
  const { pathname, search } = window.location;
  await signOut({ callbackUrl: `/sign-in?from=${encodeURIComponent(pathname + search)}` });
};

/** Asks who is there once more: by password, or by signing in again where there is none. */
export const ProveField = ({ says, onProven }: { says: string; onProven: () => void }) => {
  const [password, setPassword] = useState("");
  const proving = useMutation({
    mutationFn: () => callOperation(proveAgain, { password }),
    onSuccess: onProven,
  });
  const hasNoPassword = proving.error !== null && problemOf(proving.error).code === "conflict";
  return (
    <Banner title={says} tone="amber">
      {hasNoPassword ? (
        <Button onClick={signInAgain}>Sign in again</Button>
      ) : (
        <form
          className="mt-1.5 flex flex-wrap items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (password !== "") proving.mutate();
          }}
        >
          <TextField
            autoComplete="current-password"
            label="Your password"
            onChange={(event) => setPassword(event.target.value)}
            type="password"
            value={password}
          />
          <Button busy={proving.isPending} disabled={password === ""} type="submit">
            Prove
          </Button>
          <Button onClick={signInAgain} variant="ghost">
            Sign in again instead
          </Button>
        </form>
      )}
      {proving.error && !hasNoPassword && <ErrorState fault={problemOf(proving.error)} />}
    </Banner>
  );
};
