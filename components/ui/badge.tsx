import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { softTone, type Tone } from "@/components/ui/tone";

/** A word about a state. Without a tone it is a plain word in a thin frame. */
export const Badge = ({ tone, children }: { tone?: Tone; children: ReactNode }) => (
  <span
    className={classNames(
      "inline-flex h-4.5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-strong text-xs",
      tone ? softTone[tone] : "border text-ink-2",
    )}
  >
    {children}
  </span>
);
