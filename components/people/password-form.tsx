"use client";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";

/** Handle and password of a local account. */
export const PasswordForm = ({
  busy,
  primary,
  onSend,
}: {
  busy: boolean;
  primary: boolean;
  onSend: (fields: { handle: string; password: string }) => void;
}) => (
  <form
    className="flex flex-col gap-3"
    onSubmit={(event) => {
      event.preventDefault();
      const form = new FormData(event.currentTarget);
      onSend({
        handle: String(form.get("handle") ?? ""),
        password: String(form.get("password") ?? ""),
      });
    }}
  >
    <TextField
      autoCapitalize="none"
      autoComplete="username"
      label="Handle"
      name="handle"
      required
      spellCheck={false}
    />
    <TextField
      autoComplete="current-password"
      label="Password"
      name="password"
      required
      type="password"
    />
    <Button busy={busy} className="w-full" type="submit" variant={primary ? "primary" : "plain"}>
      Sign in
    </Button>
  </form>
);
