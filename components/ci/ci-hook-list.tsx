"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { coverWords, serviceName } from "@/components/ci/ci-words";
import { HookPanel } from "@/components/ui/hook-panel";
import { type CiHooksAnswer, ciHooksQuery } from "@/lib/client/ci-queries";
import type { CiHookView } from "@/lib/contract/ci";

const CreateCiHookDialog = dynamic(
  () => import("@/components/ci/create-ci-hook-dialog").then((module) => module.CreateCiHookDialog),
  { ssr: false },
);
const RevokeCiHookDialog = dynamic(
  () => import("@/components/ci/revoke-ci-hook-dialog").then((module) => module.RevokeCiHookDialog),
  { ssr: false },
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
    <>
      <HookPanel
        hooks={hooks}
        make={
          mayConfigure ? { label: "Let CI open blockers", onMake: () => setMaking(true) } : null
        }
        none={
          <>
            A webhook of GitHub or GitLab opens a blocker on what a failing pipeline covers and
            closes it when it is green.
            {!mayConfigure && " A manager of the program makes one."}
          </>
        }
        onRevoke={setRevoking}
        origin={address}
        serviceOf={({ kind }) => serviceName(kind)}
        title="Failing pipelines become blockers"
      >
        {({ covers }) => (
          <ul>
            {covers.map((cover) => (
              <li className="wrap-anywhere" key={JSON.stringify(cover)}>
                {coverWords(cover).replace(/^./, (first) => first.toUpperCase())}.
              </li>
            ))}
          </ul>
        )}
      </HookPanel>
      {isMaking && (
        <CreateCiHookDialog address={address} onClose={() => setMaking(false)} program={program} />
      )}
      {revoking && (
        <RevokeCiHookDialog hook={revoking} onClose={() => setRevoking(null)} program={program} />
      )}
    </>
  );
};
