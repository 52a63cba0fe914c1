"use client";
import { useSyncExternalStore } from "react";
import { exactTime, relativeTime } from "@/components/ui/relative-time";

// One clock for all times on the page: seconds matter only for the first minute of a time's life.
const listeners = new Set<() => void>();
let clock = 0;
let timer: ReturnType<typeof setInterval> | undefined;

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  timer ??= setInterval(() => {
    clock = Date.now();
    for (const each of listeners) each();
  }, 5_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    clock = 0;
  };
};

const readerNow = () => {
  if (clock === 0) clock = Date.now();
  return clock;
};

/** A moment, relative and kept current, with the exact one on hover in the reader's zone. */
export const Time = ({
  iso,
  bare = false,
}: {
  /** ISO 8601; null reads `never`. */
  iso: string | null;
  /** `12 min` instead of `12 min ago`, for table columns. */
  bare?: boolean;
}) => {
  const now = useSyncExternalStore(subscribe, readerNow, () => 0);
  if (iso === null) return <span className="text-ink-3">never</span>;
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return <span>{iso}</span>;
  // On the server the reader's zone and clock are unknown: UTC there, and drawn anew once in the browser.
  const isServer = now === 0;
  const zone = isServer ? "UTC" : undefined;
  const { text, unit, isPast } = relativeTime(at, Math.max(isServer ? Date.now() : now, 0), zone);
  const worded = bare || unit !== "span" ? text : isPast ? `${text} ago` : `in ${text}`;
  return (
    <time
      className="whitespace-nowrap"
      dateTime={iso}
      key={isServer ? "server" : "reader"}
      suppressHydrationWarning
      title={exactTime(at, zone)}
    >
      {worded}
    </time>
  );
};
