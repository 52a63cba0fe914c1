"use client";
import * as Radix from "radix-ui/tooltip";
import type { ReactNode } from "react";

/** `children` must be one element that can be focused; what it says must not be needed to act. */
export const Tooltip = ({
  text,
  side = "top",
  children,
}: {
  text: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  children: ReactNode;
}) => (
  <Radix.Provider delayDuration={300}>
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className="z-60 max-w-72 rounded-md border bg-raise px-2 py-1 text-ink text-sm shadow-raise"
          collisionPadding={8}
          side={side}
          sideOffset={4}
        >
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  </Radix.Provider>
);
