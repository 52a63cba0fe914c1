"use client";
import {
  cloneElement,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  Suspense,
  useState,
} from "react";

/** A button, which takes what opens the overlay besides its own look and words. */
export type Trigger = ReactElement<HTMLAttributes<HTMLButtonElement>>;

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
  trigger: Trigger;
  popup: "menu" | "dialog";
  prefetch: () => Promise<unknown>;
  children: (trigger: Trigger) => ReactNode;
}) => {
  const [isWanted, setWanted] = useState(false);
  const plain = cloneElement(trigger, {
    "aria-expanded": false,
    "aria-haspopup": popup,
    onClick: () => setWanted(true),
    onFocus: prefetch,
    onPointerEnter: prefetch,
  });
  return isWanted ? <Suspense fallback={plain}>{children(trigger)}</Suspense> : plain;
};
