"use client";
import { type RefObject, useEffect, useState } from "react";
import { type CellAt, moveCell } from "@/components/gates/cell-move";

const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest("input, textarea, select, [role=dialog], [role=menu], [role=listbox]") !== null);

/**
 * Moves through the cells of a board: `j k h l` from anywhere on the page, arrows, Home and End from within the
 * board. The cell that is moved to takes the focus, so that Enter opens it as any button.
 */
export const useCellKeys = (
  frame: RefObject<HTMLElement | null>,
  { rows, columns }: { rows: number; columns: number },
) => {
  const [active, setActive] = useState<CellAt | null>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isElsewhere(event.target)) return;
      const isInside = frame.current?.contains(event.target as Node) ?? false;
      if (event.key.length > 1 && !isInside) return;
      const next = moveCell(active, event.key, { rows, columns });
      if (!next) return;
      event.preventDefault();
      setActive(next);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [frame, active, rows, columns]);
  useEffect(() => {
    if (!active) return;
    // Its row may have to be drawn first.
    const next = requestAnimationFrame(() => {
      frame.current
        ?.querySelector<HTMLElement>(`[data-cell="${active.row}:${active.column}"]`)
        ?.focus({ preventScroll: false });
    });
    return () => cancelAnimationFrame(next);
  }, [frame, active]);
  return { active, setActive };
};
