"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";

/** One secret that is typed and sent: a password or a code. */
export const CodeForm = ({
  kind,
  label,
  hint,
  action,
  isBusy,
  fault,
  onSend,
}: {
  kind: "password" | "code";
  label: string;
  hint?: string;
  action: string;
  isBusy: boolean;
  /** What is wrong with what was sent. */
  fault: string | null;
  onSend: (typed: string) => void;
}) => {
  const [typed, setTyped] = useState("");
  return (
    <form
      className="mt-1.5 flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() === "" || isBusy) return;
        onSend(typed);
        if (kind === "code") setTyped("");
      }}
    >
      <TextField
        {...(fault === null ? {} : { error: fault })}
        {...(hint === undefined ? {} : { hint })}
        {...(kind === "code"
          ? { autoComplete: "one-time-code", autoCapitalize: "none", mono: true, spellCheck: false }
          : { autoComplete: "current-password", type: "password" })}
        label={label}
        maxLength={kind === "code" ? 60 : 200}
        onChange={(event) => setTyped(event.target.value)}
        value={typed}
      />
      <Button busy={isBusy} disabled={typed.trim() === ""} type="submit">
        {action}
      </Button>
    </form>
  );
};
