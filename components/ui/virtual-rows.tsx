"use client";
import { lazy, type ReactNode, type RefObject, Suspense } from "react";

// What the server drew stands until this is there: the window's reckoning weighs more than the page around it.
const WindowedRows = lazy(() =>
  import("@/components/ui/windowed-rows").then((module) => ({ default: module.WindowedRows })),
);

export type VirtualRowsProps = {
  frameRef: RefObject<HTMLElement | null>;
  count: number;
  /** Pixels. */
  heightOf: (index: number) => number;
  keyOf: (index: number) => string;
  columns: number;
  /** Keeps this row in sight, for the keyboard. */
  scrollTo?: number;
  children: (index: number) => ReactNode;
};

/**
 * The rows of a table of any length: draws those in sight and holds the others' place. Row heights are
 * told, not measured, so that a jump to any row is exact. Cells need widths of their own (`table-fixed`
 * or `w-*` in the header), since the browser sees only some of the rows.
 */
export const VirtualRows = (props: VirtualRowsProps) => (
  <Suspense fallback={<tbody />}>
    <WindowedRows {...props} />
  </Suspense>
);
