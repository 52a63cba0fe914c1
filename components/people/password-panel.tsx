"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { formFault } from "@/components/people/form-fault";
import { Button } from "@/components/ui/button";
import { FormDialog } from "@/components/ui/dialogs-later";
import { Panel } from "@/components/ui/panel";
import { TextField } from "@/components/ui/text-field";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";

const contract = () => import("@/lib/contract/invitations");

const PasswordDialog = ({ onClose }: { onClose: () => void }) => {
  const say = useToast();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = useMutation({
    mutationFn: async () => callOperation((await contract()).changePassword, { current, password }),
    onSuccess: ({ ended }) => {
      say({
        title: "Your password is changed",
        detail: ended > 0 ? "Your other sessions have ended." : undefined,
        tone: "green",
      });
      onClose();
    },
  });
  const { fault, errorOf } = formFault(change.error ? problemOf(change.error) : null, [
    "current",
    "password",
  ]);
  return (
    <FormDialog
      action="Change it"
      fault={fault}
      isBusy={change.isPending}
      isReady={current !== "" && password !== ""}
      onClose={onClose}
      onSubmit={() => change.mutate()}
      size="sm"
      title="Change your password"
    >
      <TextField
        autoComplete="current-password"
        error={errorOf("current")}
        label="Password until now"
        onChange={(event) => setCurrent(event.target.value)}
        type="password"
        value={current}
      />
      <TextField
        autoComplete="new-password"
        error={errorOf("password")}
        hint="At least 12 characters, and none of those that everybody tries first."
        label="New password"
        onChange={(event) => setPassword(event.target.value)}
        type="password"
        value={password}
      />
    </FormDialog>
  );
};

/** The way to another password, for whoever signs in with one. */
export const PasswordPanel = () => {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="mt-5">
      <Panel title="Password">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="text-ink-2">Another one ends your sessions elsewhere.</p>
          <Button onClick={() => setOpen(true)}>Change password</Button>
        </div>
      </Panel>
      {isOpen && <PasswordDialog onClose={() => setOpen(false)} />}
    </div>
  );
};
