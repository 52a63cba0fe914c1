"use client";
import { useMutation } from "@tanstack/react-query";
import { formFault } from "@/components/people/form-fault";
import { signInWith } from "@/components/people/sign-in-with";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { TextField } from "@/components/ui/text-field";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { OpenPasswordReset } from "@/lib/contract/password-resets";

const contract = () => import("@/lib/contract/password-resets");

/** Another password for whoever holds a link, who is signed in with it. */
export const ChoosePasswordView = ({ code, reset }: { code: string; reset: OpenPasswordReset }) => {
  const { handle, name, by, expiresAt, needsCode } = reset;
  const choosing = useMutation({
    mutationFn: async ({ password, factorCode }: { password: string; factorCode: string }) => {
      await callOperation((await contract()).choosePassword, {
        code,
        password,
        ...(needsCode ? { factorCode } : {}),
      });
      const failed = await signInWith("password", { handle, password }, "/account");
      if (failed) window.location.assign(`/sign-in?error=${failed}`);
    },
  });
  const { fault, errorOf } = formFault(choosing.error ? problemOf(choosing.error) : null, [
    "password",
    "code",
    "factorCode",
  ]);
  return (
    <>
      <h1 className="font-bold text-xl tracking-[-0.015em]">Choose another password</h1>
      <p className="mt-0.5 mb-4 text-ink-2">
        For the account of <bdi>{name}</bdi>. <bdi>{by}</bdi> made this link; it works once and ends{" "}
        <Time iso={expiresAt} />. You are signed out everywhere else with it.
      </p>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          choosing.mutate({
            password: String(form.get("password") ?? ""),
            factorCode: String(form.get("factorCode") ?? ""),
          });
        }}
      >
        {fault && <ErrorState fault={fault} />}
        <TextField autoComplete="username" defaultValue={handle} label="Handle" mono readOnly />
        <TextField
          autoComplete="new-password"
          autoFocus
          error={errorOf("password")}
          hint="At least 12 characters, and none of those that everybody tries first."
          label="New password"
          name="password"
          required
          type="password"
        />
        {needsCode && (
          <TextField
            autoCapitalize="none"
            autoComplete="one-time-code"
            error={errorOf("factorCode") ?? errorOf("code")}
            hint="Six digits, or a recovery code. Who lost both asks an admin to reset the second factor."
            label="Code of your authenticator"
            maxLength={60}
            mono
            name="factorCode"
            required
            spellCheck={false}
          />
        )}
        <Button busy={choosing.isPending || choosing.isSuccess} type="submit" variant="primary">
          Choose it and sign in
        </Button>
      </form>
    </>
  );
};
