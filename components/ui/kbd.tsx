import type { ReactNode } from "react";

export const Kbd = ({ children }: { children: ReactNode }) => (
  <kbd className="inline-block min-w-5 rounded-sm border bg-canvas px-1 text-center font-sans text-ink-3 text-xs">
    {children}
  </kbd>
);
