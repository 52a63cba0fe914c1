"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { holdWords } from "@/components/emergencies/hook-snippets";
import type { Owners } from "@/components/switches/change-words";
import { forceScopeWords } from "@/components/switches/force-words";
import type { ChangePlace } from "@/components/switches/use-change";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { type HooksAnswer, hooksQuery } from "@/lib/client/emergency-queries";
import type { HookView } from "@/lib/contract/emergencies";

const CreateHookDialog = dynamic(() =>
  import("@/components/emergencies/create-hook-dialog").then((module) => module.CreateHookDialog),
);
const RevokeHookDialog = dynamic(() =>
  import("@/components/emergencies/revoke-hook-dialog").then((module) => module.RevokeHookDialog),
);

/** The monitors that may force by themselves. They never lift. */
export const HookList = ({
  place,
  owners,
  address,
  initial,
  mayManage,
}: {
  place: ChangePlace;
  owners: Owners;
  /** Where this installation answers. */
  address: string;
  initial: HooksAnswer;
  mayManage: boolean;
}) => {
  const { hooks } = useQuery({
    ...hooksQuery(place.program, place.environment),
    initialData: initial,
  }).data;
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<HookView | null>(null);
  return (
    <Panel
      action={
        mayManage && (
          <Button icon="plus" onClick={() => setMaking(true)} size="sm">
            Let a monitor force
          </Button>
        )
      }
      flush
      title="Monitors that may force"
    >
      {hooks.length === 0 && (
        <div className="border-line-soft border-t">
          <EmptyState title="None yet">
            Alertmanager, or any monitor that can sign a call, can force {owners.legacy} by itself.
            {!mayManage && " A manager of the program lets it."}
          </EmptyState>
        </div>
      )}
      <ul>
        {hooks.map((hook) => (
          <li
            className={classNames(
              "flex flex-wrap items-start gap-x-4 gap-y-1 border-line-soft border-t px-4 py-2.5",
              hook.revokedAt !== null && "text-ink-3",
            )}
            key={hook.id}
          >
            <div className="min-w-0 flex-1 basis-64">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-strong">{hook.name}</span>
                <Badge>{hook.kind === "alertmanager" ? "Alertmanager" : "signed call"}</Badge>
                {hook.revokedAt !== null && <Badge tone="grey">revoked</Badge>}
              </p>
              <p>
                Forces {forceScopeWords(hook)} {holdWords(hook.holdMinutes)}.
              </p>
              {hook.revokedAt === null && (
                <p className="flex items-center gap-1.5 text-ink-3">
                  <span className="mono truncate">{hook.address}</span>
                  <CopyButton
                    label={`Copy the address of ${hook.name}`}
                    text={`${address}${hook.address}`}
                  />
                </p>
              )}
              <p className="text-ink-3">
                {hook.createdBy}, <Time iso={hook.createdAt} />
                {hook.revokedAt !== null && (
                  <>
                    ; revoked <Time iso={hook.revokedAt} />
                  </>
                )}
              </p>
            </div>
            {mayManage && hook.revokedAt === null && (
              <Button
                aria-label={`Revoke ${hook.name}`}
                onClick={() => setRevoking(hook)}
                size="sm"
                variant="ghost"
              >
                Revoke
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isMaking && (
        <CreateHookDialog
          address={address}
          legacy={owners.legacy}
          onClose={() => setMaking(false)}
          place={place}
        />
      )}
      {revoking && (
        <RevokeHookDialog hook={revoking} onClose={() => setRevoking(null)} place={place} />
      )}
    </Panel>
  );
};
