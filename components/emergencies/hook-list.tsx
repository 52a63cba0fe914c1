"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { holdWords } from "@/components/emergencies/hook-snippets";
import type { Owners } from "@/components/switches/change-words";
import { forceScopeWords } from "@/components/switches/force-words";
import type { ChangePlace } from "@/components/switches/use-change";
import { HookPanel } from "@/components/ui/hook-panel";
import { type HooksAnswer, hooksQuery } from "@/lib/client/emergency-queries";
import type { HookView } from "@/lib/contract/emergencies";

const CreateHookDialog = dynamic(
  () =>
    import("@/components/emergencies/create-hook-dialog").then((module) => module.CreateHookDialog),
  { ssr: false },
);
const RevokeHookDialog = dynamic(
  () =>
    import("@/components/emergencies/revoke-hook-dialog").then((module) => module.RevokeHookDialog),
  { ssr: false },
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
    <>
      <HookPanel
        hooks={hooks}
        make={mayManage ? { label: "Let a monitor force", onMake: () => setMaking(true) } : null}
        none={
          <>
            Alertmanager, or any monitor that can sign a call, can force {owners.legacy} by itself.
            {!mayManage && " A manager of the program lets it."}
          </>
        }
        onRevoke={setRevoking}
        origin={address}
        serviceOf={({ kind }) => (kind === "alertmanager" ? "Alertmanager" : "signed call")}
        title="Monitors that may force"
      >
        {(hook) => (
          <p>
            Forces {forceScopeWords(hook)} {holdWords(hook.holdMinutes)}.
          </p>
        )}
      </HookPanel>
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
    </>
  );
};
