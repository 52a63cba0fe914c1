"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { ProgramSummary } from "@/lib/contract/programs";

const forceDialog = () => import("@/components/switches/force-dialog");
const ForceDialog = dynamic(() => forceDialog().then((module) => module.ForceDialog));

/** Sends everything back to legacy; on every page, naming its environment. */
export const EmergencyControl = ({
  program,
  environment,
}: {
  program: Pick<ProgramSummary, "key" | "owners" | "environments">;
  /** The one the page shows. */
  environment: ProgramSummary["environments"][number];
}) => {
  const [isOpen, setOpen] = useState(false);
  const words = `Force ${program.owners.legacy}`;
  return (
    <>
      <Button
        aria-haspopup="dialog"
        aria-label={`${words} in ${environment.name.toLowerCase()}`}
        onClick={() => setOpen(true)}
        onFocus={forceDialog}
        onPointerEnter={forceDialog}
        variant="danger-outline"
      >
        {words}
        <span className="hidden lg:inline">in {environment.name.toLowerCase()}</span>
      </Button>
      {isOpen && (
        <ForceDialog initial={environment.key} onClose={() => setOpen(false)} program={program} />
      )}
    </>
  );
};
