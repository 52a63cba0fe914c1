"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { roleWords } from "@/components/people/role-words";
import { FormDialog } from "@/components/ui/form-dialog";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { createGroupMapping } from "@/lib/contract/groups";
import { type Role, roles } from "@/lib/domain/permissions";

type Provider = "oidc" | "github";

/** Says what a group of a provider gives: a role in a program, a team, or both. */
export const GroupDialog = ({
  providers,
  programs,
  teams,
  group: proposed,
  onClose,
  onDone,
}: {
  providers: readonly { id: Provider; name: string; reads: string }[];
  programs: readonly { key: string; name: string }[];
  teams: readonly string[];
  group: string;
  onClose: () => void;
  onDone: () => void;
}) => {
  const [provider, setProvider] = useState<Provider>(providers[0]?.id ?? "oidc");
  const [group, setGroup] = useState(proposed);
  const [role, setRole] = useState<Role | "">("");
  const [inProgram, setProgram] = useState("");
  const [team, setTeam] = useState("");
  const make = useMutation({
    mutationFn: () =>
      callOperation(createGroupMapping, {
        provider,
        group,
        role: role || null,
        team: team || null,
        inProgram: role === "" ? null : inProgram || null,
      }),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      action="Make the rule"
      description="Whoever comes with the group has it from then on, and loses it at the first sign-in without the group. No group makes anybody an admin."
      fault={make.error ? problemOf(make.error) : null}
      isBusy={make.isPending}
      isReady={group.trim() !== "" && (role !== "" || team !== "")}
      onClose={onClose}
      onSubmit={() => make.mutate()}
      title="What a group gives"
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Select
          label="Provider"
          onChange={(value) => setProvider(value as Provider)}
          options={(providers.length > 0
            ? providers
            : [{ id: "oidc" as const, name: "Single sign-on (not set up yet)" }]
          ).map(({ id, name }) => ({ value: id, label: name }))}
          value={provider}
        />
        <TextField
          hint={provider === "github" ? "organisation/team" : "as the provider's claim has it"}
          label="Group"
          maxLength={300}
          mono
          onChange={(event) => setGroup(event.target.value)}
          value={group}
        />
        <Select
          label="Role"
          onChange={(value) => setRole(value as Role | "")}
          options={[
            { value: "", label: "none" },
            ...roles.map((each) => ({ value: each, label: roleWords[each].name })),
          ]}
          value={role}
        />
        <Select
          label="In"
          onChange={setProgram}
          options={[
            { value: "", label: "every program", disabled: role === "" },
            ...programs.map(({ key, name }) => ({
              value: key,
              label: name,
              disabled: role === "",
            })),
          ]}
          value={inProgram}
        />
        <Select
          label="Team"
          onChange={setTeam}
          options={[
            { value: "", label: "none" },
            ...teams.map((key) => ({ value: key, label: key })),
          ]}
          value={team}
        />
      </div>
    </FormDialog>
  );
};
