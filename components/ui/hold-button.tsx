"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { type Hold, type HoldEvent, holdFor, nextHold } from "@/components/ui/hold";
import { Spinner } from "@/components/ui/spinner";

/** Confirms by being held for 1.2 s, by pointer, Space or Enter; tools that only click press twice. */
export const HoldButton = ({
  onConfirm,
  busy = false,
  disabled = false,
  children,
}: {
  onConfirm: () => void;
  busy?: boolean;
  disabled?: boolean;
  /** The deed in words: `Force python in production`. */
  children: ReactNode;
}) => {
  const [hold, setHold] = useState<Hold>({ state: "idle" });
  const pressedByHand = useRef(false);
  const send = (event: HoldEvent) => setHold((now) => nextHold(now, event));

  useEffect(() => {
    if (hold.state === "done") {
      setHold({ state: "idle" });
      onConfirm();
    }
    if (hold.state !== "held" && hold.state !== "asked") return;
    const timer = setInterval(
      () => setHold((now) => nextHold(now, { kind: "tick", at: performance.now() })),
      50,
    );
    return () => clearInterval(timer);
  }, [hold, onConfirm]);

  const press = () => {
    pressedByHand.current = true;
    send({ kind: "press", at: performance.now() });
  };
  const release = () => send({ kind: "release", at: performance.now() });
  const isKey = (key: string) => key === " " || key === "Enter";
  const isHeld = hold.state === "held";
  const says = isHeld ? "Keep holding" : hold.state === "asked" ? "Press again to confirm" : null;
  return (
    <button
      aria-busy={busy || undefined}
      className={classNames(
        buttonClass({ variant: "danger" }),
        "relative touch-none overflow-hidden",
      )}
      disabled={disabled || busy}
      onBlur={() => send({ kind: "cancel" })}
      onClick={() => {
        if (!pressedByHand.current) send({ kind: "click", at: performance.now() });
        pressedByHand.current = false;
      }}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (!isKey(event.key)) return;
        // The browser would turn Enter into a click at once, and Space at its release.
        event.preventDefault();
        if (!event.repeat) press();
      }}
      onKeyUp={(event) => {
        if (!isKey(event.key)) return;
        event.preventDefault();
        pressedByHand.current = false;
        release();
      }}
      onPointerDown={(event) => event.button === 0 && press()}
      onPointerLeave={release}
      onPointerUp={release}
      type="button"
    >
      <span
        aria-hidden="true"
        className="absolute inset-y-0 left-0 w-full origin-left bg-veil"
        style={{
          scale: `${isHeld ? 1 : 0} 1`,
          transition: isHeld ? `scale ${holdFor}ms linear` : "scale 120ms",
        }}
      />
      {/* The label keeps its place, so that the button does not shrink away from under the pointer. */}
      <span className="relative grid place-items-center">
        <span
          className={classNames(
            "col-start-1 row-start-1 flex items-center gap-1.5",
            says !== null && "invisible",
          )}
        >
          {busy && <Spinner />}
          {children}
        </span>
        <span aria-live="polite" className="col-start-1 row-start-1">
          {says}
        </span>
      </span>
    </button>
  );
};
