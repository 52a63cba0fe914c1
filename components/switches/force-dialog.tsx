"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ForceCall } from "@/components/switches/force-call";
import { forceEffectWords, holdTimes, onTargetWords } from "@/components/switches/force-words";
import { areLossesTaken, LossesField } from "@/components/switches/losses-field";
import { ScopeFields } from "@/components/switches/scope-fields";
import { forcePreviewQuery, useForce } from "@/components/switches/use-force";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogSection } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { HoldButton } from "@/components/ui/hold-button";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { problemOf } from "@/lib/client/problem-error";
import { switchesQuery } from "@/lib/client/switch-queries";
import type { ProgramSummary } from "@/lib/contract/programs";

/** Where, how wide, how long and why; held, not pressed. Nothing else is asked unless something would be lost. */
export const ForceDialog = ({
  program,
  call,
  onClose,
}: {
  program: Pick<ProgramSummary, "key" | "owners" | "environments">;
  /** What it starts with. */
  call: ForceCall & { readonly environment: string };
  onClose: () => void;
}) => {
  const { legacy, target } = program.owners;
  const [environment, setEnvironment] = useState(call.environment);
  const [scope, setScope] = useState(call.scope);
  const [chosen, setChosen] = useState<string | null>(call.key ?? null);
  const [minutes, setMinutes] = useState("");
  const [reason, setReason] = useState("");
  const [typedLosses, setTypedLosses] = useState("");
  const { force, isForcing, refusedLosses, problem, forget } = useForce(program, onClose);
  const switches = useQuery({
    ...switchesQuery(program.key, environment),
    enabled: scope !== "program",
  });
  const keys = switches.data && {
    family: switches.data.families,
    capability: switches.data.capabilities,
  };
  const listed = scope === "program" ? undefined : keys?.[scope];
  // What the page named is forced without waiting for the list.
  const isNamed = chosen !== null && (listed === undefined || listed.includes(chosen));
  const key = scope === "program" ? null : isNamed ? chosen : (listed?.[0] ?? null);
  const preview = useQuery(forcePreviewQuery(program.key, { environment, scope, key }));
  const effect = preview.data?.effect ?? null;
  const losses = refusedLosses.length > 0 ? refusedLosses : (effect?.losses ?? []);
  const here = program.environments.find((each) => each.key === environment);
  const name = here?.name.toLowerCase() ?? environment;
  // Another scope loses something else.
  const choose =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      forget();
      setTypedLosses("");
    };
  const canForce =
    reason.trim().length >= 3 &&
    (scope === "program" || key !== null) &&
    areLossesTaken(losses, typedLosses);
  const send = () =>
    force({
      environment,
      name,
      scope,
      key,
      minutes: minutes === "" ? null : Number(minutes),
      reason: reason.trim(),
      losses,
    });
  return (
    <Dialog
      description={`${legacy} answers at once, whatever rules and gates say. A review is due within 24 hours.`}
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <HoldButton busy={isForcing} disabled={!canForce} onConfirm={send}>
            Hold to force {legacy}
          </HoldButton>
        </>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={`Force ${legacy} in ${name}`}
    >
      <DialogSection>
        <div className="flex flex-col gap-3.5">
          <div className="grid gap-3.5 sm:grid-cols-2">
            <Select
              label="Environment"
              onChange={choose(setEnvironment)}
              options={program.environments.map((each) => ({ value: each.key, label: each.name }))}
              value={environment}
            />
            <Select label="How long" onChange={setMinutes} options={holdTimes} value={minutes} />
          </div>
          <ScopeFields
            error={switches.error ? problemOf(switches.error).detail : undefined}
            keyName={key}
            keys={listed}
            onKey={choose(setChosen)}
            onScope={choose(setScope)}
            scope={scope}
          />
          <p className="min-h-5 text-ink-2" role="status">
            {effect ? forceEffectWords(effect, legacy) : here && onTargetWords(here, target, name)}
          </p>
          {minutes !== "" && here?.isProtected && (
            <p className="text-ink-2">
              {here.name} is protected: when the time is over, lifting it still takes a second
              person if something would go back to {target}.
            </p>
          )}
          <TextArea
            autoFocus
            label="Reason"
            maxLength={2000}
            onChange={(event) => setReason(event.target.value)}
            placeholder="What is going wrong"
            required
            value={reason}
          />
          {problem && <ErrorState fault={problem} onRetry={send} />}
        </div>
      </DialogSection>
      <LossesField losses={losses} onType={setTypedLosses} typed={typedLosses} />
    </Dialog>
  );
};
