"use client";
import { useEffect, useState } from "react";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest("input, textarea, select, [role=dialog], [role=menu]") !== null);

/**
 * Moves through the rows of a page's table: `j` and `k` down and up, Enter opens, `x` marks.
 * Answers the active row, -1 for none. Keys pressed while typing or in a dialog are left alone.
 */
export const useRowKeys = ({
  count,
  onOpen,
  onMark,
}: {
  count: number;
  onOpen?: (index: number) => void;
  onMark?: (index: number) => void;
}) => {
  const [active, setActive] = useState(-1);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target)) return;
      if (event.key === "j") setActive((row) => Math.min(row + 1, count - 1));
      else if (event.key === "k") setActive((row) => Math.max(row - 1, 0));
      else if (event.key === "Escape") setActive(-1);
      else if (event.key === "x" && active >= 0) onMark?.(active);
      else if (event.key === "Enter" && active >= 0 && isPlain(event.target)) onOpen?.(active);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [count, active, onOpen, onMark]);
  return { active: Math.min(active, count - 1), setActive };
};

/** Enter on a link or button is that element's own. */
const isPlain = (target: EventTarget | null): boolean =>
  !(target instanceof HTMLElement) || target.closest("a, button, summary") === null;
