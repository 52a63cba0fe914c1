"use client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Icon } from "@/components/ui/icon";
import type { ProgramLive } from "@/lib/client/use-program-live";

// A line that is made anew at once is nobody's concern.
const patienceMs = 4_000;

const onNetwork = (tell: () => void): (() => void) => {
  addEventListener("online", tell);
  addEventListener("offline", tell);
  return () => {
    removeEventListener("online", tell);
    removeEventListener("offline", tell);
  };
};

/** Says across the page that nothing new is heard, so that nobody takes what stands there for what is. */
export const ConnectionBand = ({ live }: { live: ProgramLive }) => {
  // A browser without a network may keep a dead line open for long.
  const isOnline = useSyncExternalStore(
    onNetwork,
    () => navigator.onLine,
    () => true,
  );
  const isHeard = live === "live" && isOnline;
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    if (isHeard) {
      setLost(false);
      return;
    }
    const wait = setTimeout(() => setLost(true), patienceMs);
    return () => clearTimeout(wait);
  }, [isHeard]);
  return (
    <div role="status">
      {isLost && (
        <p className="flex items-center gap-2 border-b bg-rail px-4 py-1.5 sm:px-5">
          <Icon name="warning" />
          <span>
            <span className="font-strong">No connection to Signalbox.</span> What is shown is as it
            was; it comes up to date by itself.
          </span>
        </p>
      )}
    </div>
  );
};
