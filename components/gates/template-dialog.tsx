"use client";
import { useState } from "react";
import { stepWords } from "@/components/gates/gate-words";
import { SavingDialog } from "@/components/switches/saving-dialog";
import { Checkbox } from "@/components/ui/checkbox";
import { DialogSection } from "@/components/ui/dialog";
import { callOperation } from "@/lib/client/call-operation";
import type { QualityGatesAnswer } from "@/lib/client/gate-queries";
import { addTemplateGates } from "@/lib/contract/gate-template";

/** Adds gates of the template that the program does not have; what would be added is shown first. */
export const TemplateDialog = ({
  program,
  offered,
  onClose,
}: {
  program: string;
  offered: Pick<QualityGatesAnswer, "template" | "checks">;
  onClose: () => void;
}) => {
  // What was missing when it was opened: a list that is read again does not change what is looked at.
  const [{ template, checks }] = useState(offered);
  const [left, setLeft] = useState<readonly string[]>([]);
  const gates = template.map(({ key }) => key).filter((key) => !left.includes(key));
  return (
    <SavingDialog
      action={`Add ${gates.length} ${gates.length === 1 ? "gate" : "gates"}`}
      isReady={gates.length > 0}
      onClose={onClose}
      program={program}
      title="Add gates of the template"
      write={(reason) => callOperation(addTemplateGates, { program, gates, reason })}
    >
      <DialogSection>
        <p className="mb-3 text-ink-2">
          A new program starts with these, and this one does not have them. Each asks every
          capability. Until there is evidence it reads unknown, which holds a flip up where an
          environment's policy binds it. Gates that the program has stay as they are.
        </p>
        <ul aria-label="Gates that would be added" className="flex flex-col gap-2">
          {template.map(({ key, title, guards, rule }) => (
            <li key={key}>
              <Checkbox
                checked={!left.includes(key)}
                hint={
                  rule.kind === "check"
                    ? checks.find(({ check }) => check === rule.check)?.says
                    : undefined
                }
                label={`${title}, before ${stepWords[guards]}`}
                onChange={(isTaken) =>
                  setLeft(isTaken ? left.filter((one) => one !== key) : [...left, key])
                }
              />
            </li>
          ))}
        </ul>
      </DialogSection>
    </SavingDialog>
  );
};
