"use client";
import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type MatrixState, withoutFilter } from "@/lib/client/matrix-state";
import { programAddress } from "@/lib/client/program-address";

/** A program without routes and workers: where they come from. */
export const EmptyMatrix = ({ program }: { program: string }) => (
  <div className="rounded-xl border bg-panel">
    <EmptyState
      action={
        <Link
          className={buttonClass({ variant: "primary" })}
          href={programAddress(program, "imports")}
        >
          Bring the inventory
        </Link>
      }
      title="No routes or workers yet"
    >
      Import the program’s trackers, and each route and worker stands here with its owner per
      environment.
    </EmptyState>
  </div>
);

/** A filter that keeps nothing. */
export const NothingLeft = ({
  state,
  onChange,
}: {
  state: MatrixState;
  onChange: (next: MatrixState) => void;
}) => (
  <div className="rounded-xl border bg-panel">
    <EmptyState
      action={<Button onClick={() => onChange(withoutFilter(state))}>Clear filters</Button>}
      title="Nothing matches"
    >
      {state.q.trim() === ""
        ? "No route or worker has all of the chosen values."
        : `No route or worker that is chosen holds “${state.q.trim()}”.`}
    </EmptyState>
  </div>
);
