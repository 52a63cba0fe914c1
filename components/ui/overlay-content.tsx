"use client";
import * as Radix from "radix-ui/dialog";
import { type ComponentProps, useState } from "react";

/**
 * The content of an overlay. What had the focus when it was opened has it again when it closes, where it is
 * still there: the library remembers triggers only, and most overlays here are opened without one.
 */
export const OverlayContent = (props: ComponentProps<typeof Radix.Content>) => {
  // Before a field of the overlay takes the focus.
  const [before] = useState(() =>
    typeof document === "undefined" ? null : document.activeElement,
  );
  return (
    <Radix.Content
      {...props}
      onCloseAutoFocus={(event) => {
        if (!(before instanceof HTMLElement) || !before.isConnected) return;
        event.preventDefault();
        before.focus({ preventScroll: true });
      }}
    />
  );
};
