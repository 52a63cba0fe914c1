import Link from "next/link";
import type { GatePlace } from "@/components/gates/gate-words";
import { TemplateOffer } from "@/components/gates/template-offer";
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
          <span className="flex flex-wrap justify-center gap-2">
            <TemplateOffer program={place.program} variant="primary" />
            <Link
              className={buttonClass()}
              href={`/programs/${place.program}/gates/criteria?environment=${encodeURIComponent(place.environment)}`}
            >
              Write the first gate
            </Link>
          </span>
        ) : undefined
      }
      title="No quality gates yet"
    >
      A gate is a question asked of every capability before a step: are its tests green, are its
      budgets kept, is its rollback rehearsed? A new program starts with the template's; one that is
      older than it is given them here.
    </EmptyState>
  );
