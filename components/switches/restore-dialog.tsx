"use client";
import { ChangeDialog } from "@/components/switches/change-dialog";
import { movedWords } from "@/components/switches/change-words";
import type { ChangePlace } from "@/components/switches/use-change";
import type { ChangeView } from "@/lib/contract/switches";

/** Makes the rules what they were at an earlier version: a new change, seen before it is made. */
export const RestoreDialog = ({
  place,
  change: { version, says },
  onClose,
}: {
  place: ChangePlace;
  change: ChangeView;
  onClose: () => void;
}) => (
  <ChangeDialog
    action={(effect) => {
      const moved = effect ? movedWords(effect) : "";
      return moved === "" ? `Restore version ${version}` : `Restore, and move ${moved}`;
    }}
    asked={{ restore: { version } }}
    description={`Every rule as it was right after version ${version} (${says}) Forces, and rows that came later, stay as they are. It becomes a new version.`}
    onClose={onClose}
    place={place}
    title={`Restore version ${version} in ${place.environment}`}
  />
);
