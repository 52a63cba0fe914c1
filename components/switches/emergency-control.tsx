"use client";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { type ForceCall, hearForceCalls } from "@/components/switches/force-call";
import { Button } from "@/components/ui/button";
import type { ProgramSummary } from "@/lib/contract/programs";

const forceDialog = () => import("@/components/switches/force-dialog");
const ForceDialog = dynamic(() => forceDialog().then((module) => module.ForceDialog), {
  ssr: false,
});

/** Sends everything back to legacy; on every page, naming its environment. Other parts of a page call it too. */
export const EmergencyControl = ({
  program,
  environment,
}: {
  program: Pick<ProgramSummary, "key" | "owners" | "environments">;
  /** The one the page shows. */
  environment: ProgramSummary["environments"][number];
}) => {
  const [call, setCall] = useState<ForceCall | null>(null);
  useEffect(() => hearForceCalls(setCall), []);
  const words = `Force ${program.owners.legacy}`;
  return (
    <>
      <Button
        aria-haspopup="dialog"
        aria-label={`${words} in ${environment.name.toLowerCase()}`}
        onClick={() => setCall({ scope: "program" })}
        onFocus={forceDialog}
        onPointerEnter={forceDialog}
        variant="danger-outline"
      >
        {words}
        <span className="hidden lg:inline">in {environment.name.toLowerCase()}</span>
      </Button>
      {call && (
        <ForceDialog
          call={{ environment: environment.key, ...call }}
          onClose={() => setCall(null)}
          program={program}
        />
      )}
    </>
  );
};
