"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type EndpointKind, KindsField } from "@/components/notices/kinds-field";
import { Banner } from "@/components/ui/banner";
import { ChipChoice } from "@/components/ui/chip";
import { DialogSection } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { MakeOnceDialog } from "@/components/ui/make-once-dialog";
import { Snippet } from "@/components/ui/snippet";
import { TextField } from "@/components/ui/text-field";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import { createEndpoint, type EndpointView, editEndpoint } from "@/lib/contract/notices";

/** Where notices are sent and which; for a new one its signing secret, once. */
export const EndpointDialog = ({
  program,
  endpoint,
  onClose,
}: {
  program: string;
  /** Left out: a new one. */
  endpoint?: EndpointView;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const [name, setName] = useState(endpoint?.name ?? "");
  const [kind, setKind] = useState<EndpointView["kind"]>(endpoint?.kind ?? "standard");
  const [url, setUrl] = useState("");
  const [kinds, setKinds] = useState<readonly EndpointKind[] | null>(
    endpoint && endpoint.kinds.length > 0 ? endpoint.kinds : null,
  );
  const saving = useMutation({
    mutationFn: async (): Promise<string | null> => {
      const chosen = { program, name: name.trim(), kinds: [...(kinds ?? [])] };
      if (endpoint) {
        await callOperation(editEndpoint, { ...chosen, endpoint: endpoint.id });
        return null;
      }
      return (await callOperation(createEndpoint, { ...chosen, kind, url: url.trim() })).secret;
    },
    onSuccess: async (secret) => {
      await client.invalidateQueries({ queryKey: ["program", program] });
      if (secret === null) onClose();
    },
  });
  const problem = saving.error && problemOf(saving.error);
  const urlFault = problem?.reasons.find(({ field }) => field === "url")?.says;
  const secret = saving.data;
  const isReady =
    name.trim().length >= 2 &&
    (endpoint || url.trim() !== "") &&
    (kinds === null || kinds.length > 0);
  return (
    <MakeOnceDialog
      action={endpoint ? "Save" : "Send notices there"}
      isBusy={saving.isPending}
      isMade={Boolean(secret)}
      isReady={isReady}
      onClose={onClose}
      onSubmit={() => saving.mutate()}
      title={
        secret
          ? `Copy the secret of ${name.trim()} now`
          : endpoint
            ? `What ${endpoint.name} is told of`
            : "Send notices somewhere"
      }
    >
      {secret ? (
        <DialogSection>
          <div className="flex flex-col gap-2.5">
            <Banner title="The secret is shown this once" tone="blue">
              If it is lost, remove this endpoint and make another.
            </Banner>
            <Snippet label="Copy the secret" text={secret} />
            <p className="text-ink-2">
              Any library of Standard Webhooks checks with it that a call is from here.
            </p>
          </div>
        </DialogSection>
      ) : (
        <DialogSection>
          <div className="flex flex-col gap-3.5">
            <TextField
              autoFocus
              hint="After what it calls: the team's channel, the pager."
              label="Name"
              maxLength={80}
              onChange={(event) => setName(event.target.value)}
              value={name}
            />
            {!endpoint && (
              <>
                <div>
                  <p className="mb-1 font-strong text-ink-2 text-sm">It takes</p>
                  <ChipChoice
                    label="It takes"
                    onChange={setKind}
                    options={[
                      { value: "standard", label: "Signed webhooks" },
                      { value: "slack", label: "Slack's messages" },
                    ]}
                    value={kind}
                  />
                </div>
                <TextField
                  error={urlFault}
                  hint="https. Private addresses only where the installation allows them."
                  label="Address"
                  maxLength={2000}
                  mono
                  onChange={(event) => setUrl(event.target.value)}
                  type="url"
                  value={url}
                />
              </>
            )}
            <KindsField onChange={setKinds} value={kinds} />
            {problem && !urlFault && <ErrorState fault={problem} />}
          </div>
        </DialogSection>
      )}
    </MakeOnceDialog>
  );
};
