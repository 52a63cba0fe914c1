"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { NewTokenSecret } from "@/components/people/new-token-secret";
import { scopeWords } from "@/components/people/role-words";
import { Checkbox } from "@/components/ui/checkbox";
import { DialogSection } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { MakeOnceDialog } from "@/components/ui/make-once-dialog";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { createToken } from "@/lib/contract/people";
import { listServiceAccounts } from "@/lib/contract/service-accounts";
import { type Scope, scopes } from "@/lib/domain/permissions";

const lives = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days (suggested)" },
  { value: "365", label: "a year" },
  { value: "", label: "no end" },
];

/** Asks what the token may and how long; then shows its secret, once. */
export const CreateTokenDialog = ({
  program,
  environments,
  mayHandOut,
  address,
  onClose,
  onMade,
}: {
  program: string;
  environments: readonly { key: string; name: string }[];
  mayHandOut: readonly Scope[];
  address: string;
  onClose: () => void;
  onMade: () => void;
}) => {
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly Scope[]>(["plane"]);
  const [environment, setEnvironment] = useState("");
  const [days, setDays] = useState("90");
  const [owner, setOwner] = useState("");
  const accounts = useQuery({
    queryKey: ["program", program, "service-accounts"],
    queryFn: ({ signal }) =>
      callOperation(listServiceAccounts, { program }, { signal }).then((found) => found.accounts),
  });
  const make = useMutation({
    mutationFn: () =>
      callOperation(createToken, {
        program,
        name,
        scopes: [...chosen],
        ...(environment ? { environment } : {}),
        ...(days ? { expiresInDays: Number(days) } : {}),
        ...(owner ? { owner } : {}),
      }),
    onSuccess: onMade,
  });
  const isReady = name.trim() !== "" && chosen.length > 0;
  return (
    <MakeOnceDialog
      action="Make it"
      isBusy={make.isPending}
      isMade={make.data !== undefined}
      isReady={isReady}
      onClose={onClose}
      onSubmit={() => make.mutate()}
      title={make.data ? `Copy the token ${make.data.name} now` : "Make a token"}
    >
      {make.data ? (
        <NewTokenSecret
          address={address}
          environment={make.data.environment ?? environments[0]?.key ?? ""}
          followsPlane={make.data.scopes.some((scope) =>
            ["plane", "read", "admin"].includes(scope),
          )}
          program={program}
          secret={make.data.secret}
        />
      ) : (
        <DialogSection>
          <div className="flex flex-col gap-3.5">
            {make.error && <ErrorState fault={problemOf(make.error)} />}
            <TextField
              autoFocus
              hint="What will use it: edge proxy, nightly import."
              label="Name"
              maxLength={120}
              onChange={(event) => setName(event.target.value)}
              value={name}
            />
            <fieldset className="flex flex-col gap-2">
              <legend className="mb-1 font-strong text-ink-2 text-sm">May do</legend>
              {scopes.map((scope) => (
                <Checkbox
                  checked={chosen.includes(scope)}
                  disabled={!mayHandOut.includes(scope)}
                  hint={
                    mayHandOut.includes(scope)
                      ? scopeWords[scope]
                      : `${scopeWords[scope]}; you may not do that yourself, so you cannot give it`
                  }
                  key={scope}
                  label={scope}
                  onChange={(on) =>
                    setChosen((held) =>
                      on ? [...held, scope] : held.filter((one) => one !== scope),
                    )
                  }
                />
              ))}
            </fieldset>
            <div className="grid gap-3.5 sm:grid-cols-2">
              <Select
                label="Environment"
                onChange={setEnvironment}
                options={[
                  { value: "", label: "every one of the program" },
                  ...environments.map(({ key, name }) => ({ value: key, label: name })),
                ]}
                value={environment}
              />
              <Select label="Good for" onChange={setDays} options={lives} value={days} />
              <Select
                hint="A token ends with whom it acts for."
                label="Acts for"
                onChange={setOwner}
                options={[
                  { value: "", label: "me" },
                  ...(accounts.data ?? [])
                    .filter(({ retiredAt }) => retiredAt === null)
                    .map((account) => ({ value: account.handle, label: account.name })),
                ]}
                value={owner}
              />
            </div>
          </div>
        </DialogSection>
      )}
    </MakeOnceDialog>
  );
};
