"use client";
import { ChangeDialog } from "@/components/switches/change-dialog";
import { movedWords, type Owners } from "@/components/switches/change-words";
import { ChangedMeanwhile } from "@/components/switches/changed-meanwhile";
import { type ForceInEffect, forceScopeWords } from "@/components/switches/force-words";
import { DialogSection } from "@/components/ui/dialog";

/** Ends a force: the rules decide again, and what they send to the target goes there. */
export const LiftDialog = ({
  program,
  owners,
  force,
  onClose,
}: {
  program: string;
  owners: Owners;
  force: ForceInEffect;
  onClose: () => void;
}) => {
  const { scope, key, environment } = force;
  const place = { program, environment: environment.key };
  return (
    <ChangeDialog
      action={(effect) => {
        const moved = effect ? movedWords(effect) : "";
        return moved === "" ? "Lift the force" : `Lift the force and move ${moved}`;
      }}
      asked={{ lift: { scope, ...(key ? { key } : {}) } }}
      description={`${force.by} forced ${forceScopeWords(force)} to ${owners.legacy}: ${force.reason}. Once it is lifted, the rules decide again.`}
      onClose={onClose}
      place={place}
      title={`Lift the force in ${environment.name.toLowerCase()}`}
    >
      <ChangedMeanwhile place={place} since={force.since} />
      {scope === "program" && (
        <DialogSection>
          <p className="text-ink-2">
            To go back in steps, first force the families or capabilities that are to stay on{" "}
            {owners.legacy}; then lift this, and them one after the other.
          </p>
        </DialogSection>
      )}
    </ChangeDialog>
  );
};
