"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { type MatrixState, readMatrixState, writeMatrixState } from "@/lib/client/matrix-state";

/**
 * The matrix as the address has it, and how to change it. A change is a step back and forth in the
 * browser's history; what is typed (`passing`) is not one a letter.
 */
export const useMatrixState = () => {
  const pathname = usePathname();
  const search = useSearchParams();
  const text = search.toString();
  const state = useMemo(() => readMatrixState(new URLSearchParams(text)), [text]);
  const change = useCallback(
    (next: MatrixState, { passing = false }: { passing?: boolean } = {}) => {
      const written = writeMatrixState(next, new URLSearchParams(window.location.search));
      const address = written.size > 0 ? `${pathname}?${written}` : pathname;
      if (passing) window.history.replaceState(null, "", address);
      else window.history.pushState(null, "", address);
    },
    [pathname],
  );
  return { state, change, environment: search.get("environment") };
};
