"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";

type Change = Readonly<Record<string, string | readonly string[] | null>>;

/**
 * What narrows a page, kept in its address so that the view can be sent to somebody. `text` and `list` read it;
 * `change` sets some of it (null or empty removes) without loading the page again.
 */
export const useSearchState = () => {
  const pathname = usePathname();
  const search = useSearchParams();
  const change = useCallback(
    (changes: Change) => {
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        const text = typeof value === "string" ? value : (value ?? []).join(",");
        if (text === "") next.delete(name);
        else next.set(name, text);
      }
      window.history.replaceState(null, "", next.size > 0 ? `${pathname}?${next}` : pathname);
    },
    [pathname],
  );
  const text = (name: string): string => search.get(name) ?? "";
  const list = (name: string): string[] => text(name).split(",").filter(Boolean);
  return { text, list, change };
};
