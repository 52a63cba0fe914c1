"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { GateFields } from "@/components/policy/gate-fields";
import { WindowFields } from "@/components/policy/window-fields";
import { RequestOutcome } from "@/components/switches/request-outcome";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { newUuid } from "@/lib/client/new-uuid";
import { problemOf } from "@/lib/client/problem-error";
import { type PolicySettings, type PolicyView, setPolicy } from "@/lib/contract/policy";
import { requestFlip } from "@/lib/contract/requests";

const quorums = [
  { value: "any", label: "any people who did not ask" },
  { value: "distinct", label: "people of different teams" },
  { value: "owning", label: "every team that owns what changes owner" },
];

const teamsOf = (kind: string, count: number): PolicySettings["teams"] =>
  kind === "distinct" ? { kind, count } : kind === "owning" ? { kind } : { kind: "any" };

/** How changes are made in an environment; a protected one's policy is asked for, and others approve it. */
export const PolicyDialog = ({
  program,
  environment,
  policy,
  onClose,
}: {
  program: string;
  environment: { key: string; name: string };
  policy: PolicyView;
  onClose: () => void;
}) => {
  const form = useId();
  const client = useQueryClient();
  const requestId = useRef(newUuid());
  const [settings, setSettings] = useState<PolicySettings>(policy.settings);
  const [reason, setReason] = useState("");
  const { isProtected, policyVersion } = policy;
  const place = { program, environment: environment.key };
  const set = (change: Partial<PolicySettings>) => setSettings({ ...settings, ...change });
  const saving = useMutation({
    mutationFn: async () => {
      if (isProtected) {
        return callOperation(requestFlip, {
          ...place,
          policy: settings,
          reason: reason.trim(),
          requestId: requestId.current,
        });
      }
      await callOperation(setPolicy, { ...place, settings, policyVersion, reason: reason.trim() });
      return null;
    },
    onSuccess: async (request) => {
      await client.invalidateQueries({ queryKey: ["program", program] });
      if (request === null) onClose();
    },
    onError: () => {
      requestId.current = newUuid();
    },
  });
  const request = saving.data ?? null;
  const { teams, windows } = settings;
  return (
    <Dialog
      footer={
        request ? (
          <Button autoFocus onClick={onClose} variant="primary">
            Done
          </Button>
        ) : (
          <DialogButtons
            busy={saving.isPending}
            disabled={reason.trim().length < 3}
            form={form}
            type="submit"
            variant="primary"
          >
            {isProtected ? "Ask for approval" : "Set the policy"}
          </DialogButtons>
        )
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="lg"
      title={`How changes are made in ${environment.name.toLowerCase()}`}
    >
      {request ? (
        <RequestOutcome onLeave={onClose} program={program} request={request} />
      ) : (
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            if (!saving.isPending) saving.mutate();
          }}
        >
          {isProtected && (
            <DialogSection title="Approvals">
              <div className="flex flex-wrap items-end gap-2.5">
                <TextField
                  className="w-24"
                  label="How many"
                  max={10}
                  min={1}
                  onChange={(event) => set({ approvals: Number(event.target.value) })}
                  type="number"
                  value={settings.approvals}
                />
                <Select
                  className="min-w-60 flex-1"
                  label="From"
                  onChange={(kind) => set({ teams: teamsOf(kind, settings.approvals) })}
                  options={quorums}
                  value={teams.kind}
                />
                {teams.kind === "distinct" && (
                  <TextField
                    className="w-24"
                    label="Teams"
                    min={1}
                    onChange={(event) =>
                      set({ teams: { kind: "distinct", count: Number(event.target.value) } })
                    }
                    type="number"
                    value={teams.count}
                  />
                )}
              </div>
            </DialogSection>
          )}
          <DialogSection title="When changes may be applied">
            <WindowFields onChange={(next) => set({ windows: next })} windows={windows} />
          </DialogSection>
          <DialogSection title="Quality gates">
            <GateFields gates={settings.gates} onChange={(gates) => set({ gates })} />
          </DialogSection>
          <DialogSection title="The rest">
            <div className="flex flex-col gap-2.5">
              <TextField
                className="w-48"
                label="A request expires after (hours)"
                min={1}
                onChange={(event) => set({ requestHours: Number(event.target.value) })}
                type="number"
                value={settings.requestHours}
              />
              {!isProtected && (
                <Checkbox
                  checked={settings.interlocks === "refuse"}
                  label="Interlocks refuse; otherwise they warn"
                  onChange={(on) => set({ interlocks: on ? "refuse" : "warn" })}
                />
              )}
              <Checkbox
                checked={settings.refusesOtherHashing}
                hint="Their share is the same, their members are others: nginx split_clients, say."
                label="Refuse exports that choose other members for a percentage"
                onChange={(on) => set({ refusesOtherHashing: on })}
              />
            </div>
          </DialogSection>
          <DialogSection>
            <TextArea
              label="Reason"
              maxLength={2000}
              onChange={(event) => setReason(event.target.value)}
              required
              value={reason}
            />
            {saving.error && (
              <div className="mt-3">
                <ErrorState fault={problemOf(saving.error)} />
              </div>
            )}
          </DialogSection>
        </form>
      )}
    </Dialog>
  );
};
