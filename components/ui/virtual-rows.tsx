"use client";
import { lazy, Suspense } from "react";
import type { VirtualRowsProps } from "@/components/ui/virtual-rows-props";

// What the server drew stands until this is there: the window's reckoning weighs more than the page around it.
const WindowedRows = lazy(() =>
  import("@/components/ui/windowed-rows").then((module) => ({ default: module.WindowedRows })),
);

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
