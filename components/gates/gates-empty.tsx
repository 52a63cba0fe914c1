import Link from "next/link";
import type { GatePlace } from "@/components/gates/gate-words";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { GateBoard } from "@/lib/contract/gates";

/** A board with nothing on it, and what it wants first. */
export const GatesEmpty = ({
  board,
  place,
  mayEdit,
}: {
  board: GateBoard;
  place: GatePlace;
  mayEdit: boolean;
}) =>
  board.capabilities.length === 0 ? (
    <EmptyState
      action={
        <Link className={buttonClass()} href={`/programs/${place.program}/imports`}>
          Bring your inventory
        </Link>
      }
      title="No capabilities yet"
    >
      Gates are asked of capabilities. They come with the inventory, one a family until it is split.
    </EmptyState>
  ) : (
    <EmptyState
      action={
        mayEdit ? (
          <Link
            className={buttonClass({ variant: "primary" })}
            href={`/programs/${place.program}/gates/criteria?environment=${encodeURIComponent(place.environment)}`}
          >
            Write the first gate
          </Link>
        ) : undefined
      }
      title="No quality gates yet"
    >
      A gate is a question asked of every capability before a step: are its tests green, are its
      budgets kept, is its rollback rehearsed?
    </EmptyState>
  );
