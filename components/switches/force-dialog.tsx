"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { deliveryWords } from "@/components/switches/change-words";
import { Button } from "@/components/ui/button";
import { ChipChoice } from "@/components/ui/chip";
import { Dialog, DialogClose, DialogSection } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { HoldButton } from "@/components/ui/hold-button";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { newUuid } from "@/lib/client/new-uuid";
import { problemOf } from "@/lib/client/problem-error";
import { deliveryQuery, switchesQuery } from "@/lib/client/switch-queries";
import type { ProgramSummary } from "@/lib/contract/programs";
import { forceLegacy } from "@/lib/contract/switches";

type Scope = "program" | "family" | "capability";

const onTargetWords = (
  { share, workersOnTarget }: ProgramSummary["environments"][number],
  target: string,
): string => {
  const parts = [
    share.target > 0 &&
      `${share.target === 1 ? "1 route is" : `${share.target} routes are`} on ${target}`,
    share.canary > 0 && `${share.canary} in a canary`,
    workersOnTarget > 0 &&
      `${workersOnTarget === 1 ? "1 worker runs" : `${workersOnTarget} workers run`} on ${target}`,
  ].filter(Boolean);
  return parts.length === 0
    ? `Nothing is on ${target} here now; a force also holds back what comes.`
    : `Now ${parts.join(", ")}.`;
};

/** Where, how wide and why; held, not pressed. Nothing else is asked: it has to work in a hurry. */
export const ForceDialog = ({
  program,
  initial,
  onClose,
}: {
  program: Pick<ProgramSummary, "key" | "owners" | "environments">;
  initial: string;
  onClose: () => void;
}) => {
  const { legacy, target } = program.owners;
  const client = useQueryClient();
  const say = useToast();
  const [environment, setEnvironment] = useState(initial);
  const [scope, setScope] = useState<Scope>("program");
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [changeIds] = useState(() => new Map<string, string>());
  const switches = useQuery({
    ...switchesQuery(program.key, environment),
    enabled: scope !== "program",
  });
  const keys = (scope === "family" ? switches.data?.families : switches.data?.capabilities) ?? [];
  const key = chosen !== null && keys.includes(chosen) ? chosen : keys[0];
  const here = program.environments.find((each) => each.key === environment);
  const name = here?.name.toLowerCase() ?? environment;
  const forcing = useMutation({
    mutationFn: () => {
      const asked = `${environment} ${scope} ${scope === "program" ? "" : key}`;
      const changeId = changeIds.get(asked) ?? newUuid();
      changeIds.set(asked, changeId);
      return callOperation(forceLegacy, {
        program: program.key,
        environment,
        scope,
        ...(scope === "program" ? {} : { key }),
        reason: reason.trim(),
        changeId,
      });
    },
    onSuccess: async ({ version, repeated }) => {
      onClose();
      await client.invalidateQueries({ queryKey: ["program", program.key] });
      const delivery = await client
        .fetchQuery({ ...deliveryQuery(program.key, environment), staleTime: 0 })
        .catch(() => null);
      const what = scope === "program" ? "everything" : `${scope} ${key}`;
      say({
        title: `${legacy} is forced for ${what} in ${name}`,
        detail: repeated
          ? `It was forced already in version ${version}.`
          : `Version ${version}${delivery ? ` · ${deliveryWords(delivery)}` : ""}`,
        tone: "green",
      });
    },
  });
  const canForce = reason.trim().length >= 3 && (scope === "program" || key !== undefined);
  return (
    <Dialog
      description={`${legacy} answers at once, whatever rules and gates say.`}
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <HoldButton
            busy={forcing.isPending}
            disabled={!canForce}
            onConfirm={() => forcing.mutate()}
          >
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
          <Select
            label="Environment"
            onChange={setEnvironment}
            options={program.environments.map(({ key: value, name: label }) => ({
              value,
              label,
            }))}
            value={environment}
          />
          <div>
            <p className="mb-1 font-strong text-ink-2 text-sm">Scope</p>
            <ChipChoice
              label="Scope"
              onChange={setScope}
              options={[
                { value: "program", label: "Everything" },
                { value: "family", label: "A family" },
                { value: "capability", label: "A capability" },
              ]}
              value={scope}
            />
          </div>
          {scope !== "program" && (
            <Select
              disabled={keys.length === 0}
              error={switches.error ? problemOf(switches.error).detail : undefined}
              label={scope === "family" ? "Family" : "Capability"}
              onChange={setChosen}
              options={
                keys.length === 0
                  ? [{ value: "", label: switches.isPending ? "Reading…" : "none" }]
                  : keys.map((value) => ({ value, label: value }))
              }
              value={key ?? ""}
            />
          )}
          {here && <p className="text-ink-2">{onTargetWords(here, target)}</p>}
          <TextArea
            autoFocus
            label="Reason"
            maxLength={2000}
            onChange={(event) => setReason(event.target.value)}
            placeholder="What is going wrong"
            required
            value={reason}
          />
          {forcing.error && (
            <ErrorState fault={problemOf(forcing.error)} onRetry={() => forcing.mutate()} />
          )}
        </div>
      </DialogSection>
    </Dialog>
  );
};
