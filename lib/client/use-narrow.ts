"use client";
import { useSyncExternalStore } from "react";

// Below this the rail is a drawer and a second column does not fit: the `rail:` of the stylesheet.
const query = "(max-width: 1099px)";

const subscribe = (tell: () => void) => {
  const list = matchMedia(query);
  list.addEventListener("change", tell);
  return () => list.removeEventListener("change", tell);
};

/** Whether the window has no room for a column beside the page's own. On the server it has. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  );
