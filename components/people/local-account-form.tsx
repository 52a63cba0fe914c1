"use client";
import { useMutation } from "@tanstack/react-query";
import { formFault } from "@/components/people/form-fault";
import { signInWith } from "@/components/people/sign-in-with";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { TextField } from "@/components/ui/text-field";
import { problemOf } from "@/lib/client/problem-error";

type LocalAccount = {
  readonly handle: string;
  readonly name: string;
  readonly password: string;
};

/** Makes an account with a password, and signs its person in. */
export const LocalAccountForm = ({
  name = "",
  action,
  make,
}: {
  /** What the person is called, as far as it is known. */
  name?: string;
  /** What the button says. */
  action: string;
  /** Makes the account; answers the page to go on with. */
  make: (account: LocalAccount) => Promise<string>;
}) => {
  const making = useMutation({
    mutationFn: async (account: LocalAccount) => {
      const to = await make(account);
      const failed = await signInWith("password", account, to);
      if (failed) window.location.assign(`/sign-in?error=${failed}`);
    },
  });
  const { fault, errorOf } = formFault(making.error ? problemOf(making.error) : null, [
    "name",
    "handle",
    "password",
  ]);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const field = (key: string) => String(form.get(key) ?? "");
        making.mutate({
          handle: field("handle"),
          name: field("name"),
          password: field("password"),
        });
      }}
    >
      {fault && <ErrorState fault={fault} />}
      <TextField
        autoComplete="name"
        defaultValue={name}
        error={errorOf("name")}
        hint="It is printed beside what you sign."
        label="Your name"
        name="name"
        required
      />
      <TextField
        autoCapitalize="none"
        autoComplete="username"
        error={errorOf("handle")}
        hint="You sign in with it. Lower-case letters, digits, dot or dash: ada, ada.l"
        label="Handle"
        name="handle"
        required
        spellCheck={false}
      />
      <TextField
        autoComplete="new-password"
        error={errorOf("password")}
        hint="At least 12 characters, and none of those that everybody tries first."
        label="Password"
        name="password"
        required
        type="password"
      />
      <Button busy={making.isPending || making.isSuccess} type="submit" variant="primary">
        {action}
      </Button>
    </form>
  );
};
