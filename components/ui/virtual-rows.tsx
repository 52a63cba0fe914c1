"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Fragment, type ReactNode, type RefObject, useEffect } from "react";

/**
 * The rows of a table of any length: draws those in sight and holds the others' place. Row heights are
 * told, not measured, so that a jump to any row is exact. Cells need widths of their own (`table-fixed`
 * or `w-*` in the header), since the browser sees only some of the rows.
 */
export const VirtualRows = ({
  frameRef,
  count,
  heightOf,
  keyOf,
  columns,
  scrollTo,
  children,
}: {
  frameRef: RefObject<HTMLElement | null>;
  count: number;
  /** Pixels. */
  heightOf: (index: number) => number;
  keyOf: (index: number) => string;
  columns: number;
  /** Keeps this row in sight, for the keyboard. */
  scrollTo?: number;
  children: (index: number) => ReactNode;
}) => {
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => frameRef.current,
    estimateSize: heightOf,
    getItemKey: keyOf,
    overscan: 12,
    // The sticky header takes its height from the window that rows scroll into.
    scrollPaddingEnd: 64,
    // What the server draws before it knows the window: one screen.
    initialRect: { width: 1200, height: 800 },
  });
  // Heights differ by kind of row: when rows appear or vanish, each place is reckoned anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: count and heightOf are what the reckoning depends on
  useEffect(() => virtualizer.measure(), [virtualizer, count, heightOf]);
  useEffect(() => {
    if (scrollTo !== undefined && scrollTo >= 0) virtualizer.scrollToIndex(scrollTo);
  }, [virtualizer, scrollTo]);
  const rows = virtualizer.getVirtualItems();
  const above = rows[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (rows.at(-1)?.end ?? 0);
  return (
    <tbody>
      <Spacer columns={columns} height={above} />
      {rows.map((row) => (
        <Fragment key={row.key}>{children(row.index)}</Fragment>
      ))}
      <Spacer columns={columns} height={below} />
    </tbody>
  );
};

const Spacer = ({ height, columns }: { height: number; columns: number }) =>
  height > 0 ? (
    <tr>
      <td className="p-0" colSpan={columns} style={{ height }} />
    </tr>
  ) : null;
