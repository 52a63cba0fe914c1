"use client";
import { useEffect, useState } from "react";
import type { PaletteEntry, PaletteSource } from "@/components/shell/palette-source";

type Finds = {
  readonly finds: readonly { source: PaletteSource; entries: readonly PaletteEntry[] }[];
  readonly isLooking: boolean;
  /** Headings of the sources that gave no answer. */
  readonly failed: readonly string[];
};

// Long enough to skip the letters of a word typed at speed, short enough not to be felt.
const pauseMs = 120;
const mostPerSource = 12;

/** What the sources find for a query. The last finds stay until the new ones are there. */
export const usePaletteFinds = (
  sources: readonly PaletteSource[],
  query: string,
  isOpen: boolean,
): Finds => {
  const [found, setFound] = useState<Finds>({ finds: [], isLooking: false, failed: [] });
  useEffect(() => {
    if (!isOpen) return;
    const abort = new AbortController();
    setFound((before) => ({ ...before, isLooking: true }));
    const look = async () => {
      const answers = await Promise.allSettled(
        sources.map((source) => source.load(query.trim(), abort.signal)),
      );
      if (abort.signal.aborted) return;
      const finds = sources.flatMap((source, at) => {
        const answer = answers[at];
        return answer?.status === "fulfilled" && answer.value.length > 0
          ? [{ source, entries: answer.value.slice(0, mostPerSource) }]
          : [];
      });
      const failed = sources
        .filter((_, at) => answers[at]?.status === "rejected")
        .map((source) => source.heading);
      setFound({ finds, isLooking: false, failed });
    };
    const timer = setTimeout(look, query === "" ? 0 : pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [sources, query, isOpen]);
  return found;
};
