"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { ErrorState } from "@/components/ui/error-state";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { type MetricServerView, setMetricServer } from "@/lib/contract/metric-servers";

const every = [
  { value: "60", label: "every minute" },
  { value: "300", label: "every 5 minutes" },
  { value: "900", label: "every 15 minutes" },
  { value: "3600", label: "every hour" },
];

/** Where a Prometheus server is, and how often it is read. */
export const ServerDialog = ({
  program,
  server,
  onClose,
}: {
  program: string;
  server: MetricServerView | null;
  onClose: () => void;
}) => {
  const form = useId();
  const client = useQueryClient();
  const [name, setName] = useState(server?.name ?? "prometheus");
  const [url, setUrl] = useState(server?.url ?? "");
  const [seconds, setSeconds] = useState(String(server?.everySeconds ?? 300));
  const saving = useMutation({
    mutationFn: () =>
      callOperation(setMetricServer, { program, server: name, url, everySeconds: Number(seconds) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["program", program] });
      onClose();
    },
  });
  const known = every.some(({ value }) => value === seconds)
    ? every
    : [...every, { value: seconds, label: `every ${seconds} s` }];
  return (
    <Dialog
      footer={
        <DialogButtons
          busy={saving.isPending}
          disabled={url.trim() === "" || name.trim() === ""}
          form={form}
          type="submit"
          variant="primary"
        >
          {server ? "Save" : "Connect"}
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      title={server ? `Metric server ${server.name}` : "Connect a Prometheus server"}
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!saving.isPending) saving.mutate();
        }}
      >
        <DialogSection>
          <div className="flex flex-col gap-2.5">
            <TextField
              disabled={server !== null}
              hint="Lower-case letters, digits, dash; queries name it."
              label="Name"
              mono
              onChange={(event) => setName(event.target.value)}
              value={name}
            />
            <TextField
              hint="It is asked over its HTTP API, and nothing is written there."
              label="Address"
              mono
              onChange={(event) => setUrl(event.target.value)}
              placeholder="http://prometheus.internal:9090"
              value={url}
            />
            <Select
              className="w-48"
              label="Read"
              onChange={setSeconds}
              options={known}
              value={seconds}
            />
          </div>
        </DialogSection>
        {saving.error && (
          <DialogSection>
            <ErrorState fault={problemOf(saving.error)} />
          </DialogSection>
        )}
      </form>
    </Dialog>
  );
};
