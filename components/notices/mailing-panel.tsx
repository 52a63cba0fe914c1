"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ChipChoice } from "@/components/ui/chip";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/panel";
import { TextField } from "@/components/ui/text-field";
import { Time } from "@/components/ui/time";
import { useToast } from "@/components/ui/toast";
import { callOperation } from "@/lib/client/call-operation";
import { mailingQuery } from "@/lib/client/notice-queries";
import { problemOf } from "@/lib/client/problem-error";
import type { MailingView } from "@/lib/contract/notices";

const contract = () => import("@/lib/contract/notices");

const choices = [
  { value: "each", label: "Each at once" },
  { value: "daily", label: "One a day" },
  { value: "none", label: "None" },
] as const satisfies readonly { value: MailingView["mailing"]; label: string }[];

/** How mail reaches the reader, and where. */
export const MailingPanel = ({ initial }: { initial: MailingView }) => {
  const client = useQueryClient();
  const say = useToast();
  const { data } = useQuery({ ...mailingQuery(), initialData: initial });
  const [mailing, choose] = useState(data.mailing);
  const [email, type] = useState(data.email ?? "");
  const saving = useMutation({
    mutationFn: async () =>
      callOperation((await contract()).setMailing, {
        mailing,
        ...(email.trim() ? { email: email.trim() } : {}),
      }),
    onSuccess: (saved) => {
      client.setQueryData(mailingQuery().queryKey, saved);
      say({ title: "Mail reaches you as you chose", tone: "green" });
    },
  });
  const problem = saving.error && problemOf(saving.error);
  const addressFault = problem?.reasons.find(({ field }) => field === "email")?.says;
  const isSame = mailing === data.mailing && email.trim() === (data.email ?? "");
  return (
    <Panel title="Mail">
      <div className="flex flex-col gap-3">
        {!data.isSetUp && (
          <p className="text-ink-2">
            This installation sends no mail yet: whoever runs it sets{" "}
            <span className="mono">SIGNALBOX_SMTP_URL</span>.
          </p>
        )}
        <ChipChoice
          label="Mail for notices"
          onChange={choose}
          options={[...choices]}
          value={mailing}
        />
        {mailing === "daily" && data.mailing === "daily" && data.nextDigestAt && (
          <p className="text-ink-2">
            The next goes <Time iso={data.nextDigestAt} />, with what you have not read by then.
          </p>
        )}
        <TextField
          autoComplete="email"
          error={addressFault}
          hint={
            mailing === "none" || email.trim() ? undefined : "Without an address there is no mail."
          }
          label="Mail address"
          maxLength={254}
          onChange={(event) => type(event.target.value)}
          type="email"
          value={email}
        />
        {problem && !addressFault && <ErrorState fault={problem} />}
        <div>
          <Button busy={saving.isPending} disabled={isSame} onClick={() => saving.mutate()}>
            Save
          </Button>
        </div>
      </div>
    </Panel>
  );
};
