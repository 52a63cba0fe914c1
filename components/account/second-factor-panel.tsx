"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { secondFactorQuery } from "@/lib/client/account-queries";
import type { SecondFactorView } from "@/lib/contract/second-factor";

const SetUpDialog = dynamic(
  () => import("@/components/account/set-up-dialog").then((module) => module.SetUpDialog),
  { ssr: false },
);
const ChangeFactorDialog = dynamic(
  () =>
    import("@/components/account/change-factor-dialog").then((module) => module.ChangeFactorDialog),
  { ssr: false },
);

type Asked = "set-up" | "remove" | "renew" | null;

/** The reader's second factor: whether there is one, and what can be done with it. */
export const SecondFactorPanel = ({ initial }: { initial: SecondFactorView }) => {
  const { data } = useQuery({ ...secondFactorQuery(), initialData: initial });
  const [asked, ask] = useState<Asked>(null);
  const isSetUp = data.state === "confirmed";
  const close = () => ask(null);
  return (
    <Panel
      action={<Badge tone={isSetUp ? "green" : "grey"}>{isSetUp ? "set up" : "not set up"}</Badge>}
      title="Second factor"
    >
      <p className="text-ink-2">
        {isSetUp ? (
          <>
            Codes of your authenticator prove who you are before a signature. Confirmed{" "}
            <Time iso={data.confirmedAt} />; {data.recoveryCodesLeft} of 10 recovery codes are left.
          </>
        ) : (
          "Codes of an authenticator that prove who you are before a signature. You need one where your sign-in does not say when you last proved it, as with GitHub."
        )}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        {isSetUp ? (
          <>
            <Button onClick={() => ask("renew")}>New recovery codes</Button>
            <Button onClick={() => ask("remove")} variant="danger-outline">
              Remove
            </Button>
          </>
        ) : (
          <Button onClick={() => ask("set-up")} variant="primary">
            Set it up
          </Button>
        )}
      </div>
      {asked === "set-up" && <SetUpDialog onClose={close} />}
      {(asked === "remove" || asked === "renew") && (
        <ChangeFactorDialog change={asked} onClose={close} />
      )}
    </Panel>
  );
};
