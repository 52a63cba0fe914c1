"use client";
import { ChangeDialog } from "@/components/switches/change-dialog";
import { movedWords } from "@/components/switches/change-words";
import type { ChangePlace } from "@/components/switches/use-change";
import type { ChangeView } from "@/lib/contract/switches";

/** Puts the rules of one change back as they were before it: a change like any other. */
export const UndoDialog = ({
  place,
  change,
  onClose,
}: {
  place: ChangePlace;
  change: ChangeView;
  onClose: () => void;
}) => (
  <ChangeDialog
    action={(effect) => {
      const moved = effect ? movedWords(effect) : "";
      return moved === "" ? "Put the rules back" : `Put ${moved} back`;
    }}
    asked={{ rules: change.undo }}
    description={`${change.says} ${change.by}: ${change.reason}`}
    onClose={onClose}
    place={place}
    title={`Undo version ${change.version} in ${place.environment}`}
  />
);
