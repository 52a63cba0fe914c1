"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { NewHookSecret } from "@/components/emergencies/new-hook-secret";
import { holdTimes } from "@/components/switches/force-words";
import { areLossesTaken, LossesField } from "@/components/switches/losses-field";
import { lossesOf } from "@/components/switches/losses-of";
import { type ForceScope, ScopeFields } from "@/components/switches/scope-fields";
import type { ChangePlace } from "@/components/switches/use-change";
import { ChipChoice } from "@/components/ui/chip";
import { DialogSection } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { MakeOnceDialog } from "@/components/ui/make-once-dialog";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { switchesQuery } from "@/lib/client/switch-queries";
import { createHook, type HookView } from "@/lib/contract/emergencies";

/** Which monitor may force what and for how long; then its secret, once. */
export const CreateHookDialog = ({
  place,
  legacy,
  address,
  onClose,
}: {
  place: ChangePlace;
  legacy: string;
  address: string;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [kind, setKind] = useState<HookView["kind"]>("alertmanager");
  const [scope, setScope] = useState<ForceScope>("program");
  const [chosen, setChosen] = useState<string | null>(null);
  const [minutes, setMinutes] = useState("");
  const [typedLosses, setTypedLosses] = useState("");
  const switches = useQuery({
    ...switchesQuery(place.program, place.environment),
    enabled: scope !== "program",
  });
  const keys = scope === "family" ? switches.data?.families : switches.data?.capabilities;
  const key =
    scope === "program" ? null : chosen && keys?.includes(chosen) ? chosen : (keys?.[0] ?? null);
  const making = useMutation({
    mutationFn: (acknowledgeLosses: string[]) =>
      callOperation(createHook, {
        ...place,
        name: name.trim(),
        kind,
        scope,
        ...(key === null ? {} : { key }),
        ...(minutes === "" ? {} : { holdMinutes: Number(minutes) }),
        acknowledgeLosses,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["program", place.program] }),
  });
  const losses = lossesOf(making.error);
  const made = making.data;
  const isReady =
    name.trim().length >= 2 &&
    (scope === "program" || key !== null) &&
    areLossesTaken(losses, typedLosses);
  return (
    <MakeOnceDialog
      action="Let it force"
      description={`It forces ${legacy} in ${place.environment}; it cannot lift.`}
      isBusy={making.isPending}
      isMade={made !== undefined}
      isReady={isReady}
      onClose={onClose}
      onSubmit={() => making.mutate(losses)}
      title={made ? `Copy the secret of ${made.hook.name} now` : "Let a monitor force"}
    >
      {made ? (
        <NewHookSecret address={address} hook={made.hook} secret={made.secret} />
      ) : (
        <>
          <DialogSection>
            <div className="flex flex-col gap-3.5">
              <TextField
                autoFocus
                hint="Stands as the author of its forces: error rate, synthetic checks."
                label="Name"
                maxLength={80}
                onChange={(event) => setName(event.target.value)}
                value={name}
              />
              <div>
                <p className="mb-1 font-strong text-ink-2 text-sm">It calls as</p>
                <ChipChoice
                  label="It calls as"
                  onChange={setKind}
                  options={[
                    { value: "alertmanager", label: "Alertmanager" },
                    { value: "generic", label: "A signed call" },
                  ]}
                  value={kind}
                />
              </div>
              <ScopeFields
                error={switches.error ? problemOf(switches.error).detail : undefined}
                keyName={key}
                keys={keys}
                onKey={setChosen}
                onScope={setScope}
                scope={scope}
              />
              <Select
                className="max-w-60"
                label="Its force holds"
                onChange={setMinutes}
                options={holdTimes}
                value={minutes}
              />
              {making.error && losses.length === 0 && (
                <ErrorState fault={problemOf(making.error)} />
              )}
            </div>
          </DialogSection>
          <LossesField losses={losses} onType={setTypedLosses} typed={typedLosses} />
        </>
      )}
    </MakeOnceDialog>
  );
};
