"use client";
import * as Slot from "radix-ui/slot";
import { type ReactNode, Suspense, useState } from "react";

/**
 * A trigger whose overlay is fetched when it is first reached for: nothing that opens weighs on the first
 * load of a page. `children` gets the trigger and draws the real overlay, open.
 */
export const OpensLater = ({
  trigger,
  popup,
  prefetch,
  children,
}: {
  trigger: ReactNode;
  popup: "menu" | "dialog";
  prefetch: () => Promise<unknown>;
  children: (trigger: ReactNode) => ReactNode;
}) => {
  const [isWanted, setWanted] = useState(false);
  const plain = (
    <Slot.Root
      aria-expanded={false}
      aria-haspopup={popup}
      onClick={() => setWanted(true)}
      onFocus={prefetch}
      onPointerEnter={prefetch}
    >
      {trigger}
    </Slot.Root>
  );
  return isWanted ? <Suspense fallback={plain}>{children(trigger)}</Suspense> : plain;
};
