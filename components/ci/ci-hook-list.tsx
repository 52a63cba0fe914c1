"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { coverWords, serviceName } from "@/components/ci/ci-words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { type CiHooksAnswer, ciHooksQuery } from "@/lib/client/ci-queries";
import type { CiHookView } from "@/lib/contract/ci";

const CreateCiHookDialog = dynamic(() =>
  import("@/components/ci/create-ci-hook-dialog").then((module) => module.CreateCiHookDialog),
);
const RevokeCiHookDialog = dynamic(() =>
  import("@/components/ci/revoke-ci-hook-dialog").then((module) => module.RevokeCiHookDialog),
);

/** The CI services whose failing pipelines hold rows. */
export const CiHookList = ({
  program,
  address,
  initial,
  mayConfigure,
}: {
  program: string;
  /** Where this installation answers. */
  address: string;
  initial: CiHooksAnswer;
  mayConfigure: boolean;
}) => {
  const { hooks } = useQuery({ ...ciHooksQuery(program), initialData: initial }).data;
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<CiHookView | null>(null);
  return (
    <Panel
      action={
        mayConfigure && (
          <Button icon="plus" onClick={() => setMaking(true)} size="sm">
            Let CI open blockers
          </Button>
        )
      }
      flush
      title="Failing pipelines become blockers"
    >
      {hooks.length === 0 && (
        <div className="border-line-soft border-t">
          <EmptyState title="None yet">
            A webhook of GitHub or GitLab opens a blocker on what a failing pipeline covers and
            closes it when it is green.
            {!mayConfigure && " A manager of the program makes one."}
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
                <span className="font-strong wrap-anywhere">{hook.name}</span>
                <Badge>{serviceName(hook.kind)}</Badge>
                {hook.revokedAt !== null && <Badge tone="grey">revoked</Badge>}
              </p>
              <ul>
                {hook.covers.map((cover) => (
                  <li className="wrap-anywhere" key={JSON.stringify(cover)}>
                    {coverWords(cover).replace(/^./, (first) => first.toUpperCase())}.
                  </li>
                ))}
              </ul>
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
                {hook.revokedAt === null ? (
                  <>
                    ; last called <Time iso={hook.lastCallAt} />
                  </>
                ) : (
                  <>
                    ; revoked <Time iso={hook.revokedAt} />
                  </>
                )}
              </p>
            </div>
            {mayConfigure && hook.revokedAt === null && (
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
        <CreateCiHookDialog address={address} onClose={() => setMaking(false)} program={program} />
      )}
      {revoking && (
        <RevokeCiHookDialog hook={revoking} onClose={() => setRevoking(null)} program={program} />
      )}
    </Panel>
  );
};
