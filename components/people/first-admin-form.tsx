"use client";
import { useMutation } from "@tanstack/react-query";
import { signInWith } from "@/components/people/sign-in-with";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { claimFirstAdmin } from "@/lib/contract/people";

/** Makes the first admin with the code of the log, and signs them in. */
export const FirstAdminForm = ({ code }: { code: string }) => {
  const claim = useMutation({
    mutationFn: async (fields: { handle: string; name: string; password: string }) => {
      await callOperation(claimFirstAdmin, { code, ...fields });
      const failed = await signInWith("password", fields, "/");
      if (failed) window.location.assign(`/sign-in?error=${failed}`);
    },
  });
  const problem = claim.error ? problemOf(claim.error) : null;
  const errorOf = (field: string) =>
    problem?.reasons.find((reason) => reason.field === field)?.says;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const field = (name: string) => String(form.get(name) ?? "");
        claim.mutate({
          handle: field("handle"),
          name: field("name"),
          password: field("password"),
        });
      }}
    >
      {problem && <ErrorState fault={problem} />}
      <TextField
        autoComplete="name"
        error={errorOf("name")}
        label="Your name"
        name="name"
        required
      />
      <TextField
        autoCapitalize="none"
        autoComplete="username"
        error={errorOf("handle")}
        hint="Lower-case letters, digits, dot or dash: ada, ada.l"
        label="Handle"
        name="handle"
        required
        spellCheck={false}
      />
      <TextField
        autoComplete="new-password"
        error={errorOf("password")}
        hint="At least 12 characters."
        label="Password"
        minLength={12}
        name="password"
        required
        type="password"
      />
      <Button busy={claim.isPending || claim.isSuccess} type="submit" variant="primary">
        Become the admin
      </Button>
    </form>
  );
};
