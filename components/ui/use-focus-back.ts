"use client";
import { useRef } from "react";

/**
 * Handlers of an overlay that is opened without a trigger of its own: what had the focus before has it again
 * when the overlay closes, where it is still there.
 */
export const useFocusBack = () => {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: (): void => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event: Event): void => {
      const { current } = before;
      if (!(current instanceof HTMLElement) || !current.isConnected) return;
      event.preventDefault();
      current.focus({ preventScroll: true });
    },
  };
};
