"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { roleWords } from "@/components/people/role-words";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { FormDialog } from "@/components/ui/form-dialog";
import { Select } from "@/components/ui/select";
import { Snippet } from "@/components/ui/snippet";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { inviteToInstallation, inviteToProgram } from "@/lib/contract/invitations";
import { type Role, roles } from "@/lib/domain/permissions";

const lives = ["1", "3", "7", "14", "30"].map((days) => ({
  value: days,
  label: days === "1" ? "1 day" : `${days} days`,
}));

/** Invites somebody, into a program with a role or only in; then shows the link, once. */
export const InviteDialog = ({
  program,
  programs,
  teams,
  isMailed,
  mayChoosePassword,
  onClose,
  onDone,
}: {
  /** Where the dialog stands; `null` lets the program be chosen. */
  program: string | null;
  programs: readonly { key: string; name: string }[];
  /** Teams that the reader may put somebody into. */
  teams: readonly string[];
  isMailed: boolean;
  /** `always`: there is no provider; `asked`: there is one and the reader may allow a password. */
  mayChoosePassword: "always" | "asked" | "never";
  onClose: () => void;
  onDone: () => void;
}) => {
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [into, setInto] = useState(program ?? "");
  const [role, setRole] = useState<Role>("viewer");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [days, setDays] = useState("7");
  const [withPassword, setPassword] = useState(false);
  const invite = useMutation({
    mutationFn: () => {
      const invited = {
        email,
        name,
        teams: [...chosen],
        expiresInDays: Number(days),
        ...(mayChoosePassword === "asked" ? { withPassword } : {}),
      };
      return into === ""
        ? callOperation(inviteToInstallation, invited)
        : callOperation(inviteToProgram, { ...invited, program: into, role });
    },
    onSuccess: onDone,
  });
  const made = invite.data;
  if (made) {
    return (
      <Dialog
        footer={
          <Button onClick={onClose} variant="primary">
            Done
          </Button>
        }
        onOpenChange={(open) => !open && onClose()}
        open
        title={`${made.email} is invited`}
      >
        <DialogSection>
          <div className="flex flex-col gap-2.5">
            <Banner
              title={made.isMailed ? "The link was mailed" : "Hand the link over yourself"}
              tone={made.isMailed ? "green" : "blue"}
            >
              It works once and is shown this once: only its hash is kept.
            </Banner>
            <Snippet label="Copy the link" text={made.link} />
          </div>
        </DialogSection>
      </Dialog>
    );
  }
  return (
    <FormDialog
      action="Invite"
      description={
        isMailed
          ? "The link is mailed to the address, and shown to you once."
          : "No mail is set up: the link is shown to you once, to hand over."
      }
      fault={invite.error ? problemOf(invite.error) : null}
      isBusy={invite.isPending}
      isReady={email.trim() !== ""}
      onClose={onClose}
      onSubmit={() => invite.mutate()}
      title="Invite somebody"
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          autoFocus
          hint={mayChoosePassword === "always" ? undefined : "They sign in with this address."}
          label="Address"
          maxLength={254}
          onChange={(event) => setEmail(event.target.value)}
          type="email"
          value={email}
        />
        <TextField
          label="Name"
          maxLength={400}
          onChange={(event) => setName(event.target.value)}
          value={name}
        />
        {program === null && (
          <Select
            label="Program"
            onChange={setInto}
            options={[
              { value: "", label: "none yet" },
              ...programs.map((each) => ({ value: each.key, label: each.name })),
            ]}
            value={into}
          />
        )}
        <Select
          label="Role"
          onChange={(value) => setRole(value as Role)}
          options={roles.map((each) => ({
            value: each,
            label: `${roleWords[each].name}: ${roleWords[each].does}`,
            disabled: into === "",
          }))}
          value={role}
        />
        <Select label="The link works for" onChange={setDays} options={lives} value={days} />
      </div>
      {teams.length > 0 && (
        <fieldset className="flex max-h-32 flex-col gap-1.5 overflow-y-auto">
          <legend className="mb-1 font-strong text-ink-2 text-sm">Teams</legend>
          {teams.map((team) => (
            <Checkbox
              checked={chosen.includes(team)}
              key={team}
              label={<span className="mono">{team}</span>}
              onChange={(on) =>
                setChosen((held) => (on ? [...held, team] : held.filter((one) => one !== team)))
              }
            />
          ))}
        </fieldset>
      )}
      {mayChoosePassword === "asked" && (
        <Checkbox
          checked={withPassword}
          hint="For somebody whom the provider does not know."
          label="They may choose a password instead of signing in with the provider"
          onChange={setPassword}
        />
      )}
    </FormDialog>
  );
};
