"use client";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Fragment, useEffect } from "react";
import type { VirtualRowsProps } from "@/components/ui/virtual-rows-props";

/** What `VirtualRows` fetches: the window over its rows. */
export const WindowedRows = ({
  frameRef,
  count,
  heightOf,
  keyOf,
  columns,
  scrollTo,
  children,
}: VirtualRowsProps) => {
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
