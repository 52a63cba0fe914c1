import type { ReactNode, RefObject } from "react";

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
