"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Rail, type RailFigures } from "@/components/shell/rail";
import { IconButton } from "@/components/ui/icon-button";
import type { Theme } from "@/lib/client/theme";

const Sheet = dynamic(() => import("@/components/ui/sheet").then((module) => module.Sheet), {
  ssr: false,
});

/** The rail of small screens, behind a button. */
export const RailDrawer = (rail: {
  program: { key: string } | null;
  figures?: RailFigures;
  theme: Theme;
}) => {
  // Left out of the page until it is asked for the first time.
  const [open, setOpen] = useState<boolean | null>(null);
  return (
    <>
      <IconButton
        aria-expanded={open === true}
        className="-ml-2 rail:hidden"
        icon="menu"
        label="Pages"
        onClick={() => setOpen(true)}
      />
      {open !== null && (
        <Sheet hideTitle onOpenChange={setOpen} open={open} side="left" title="Pages">
          <Rail {...rail} onNavigate={() => setOpen(false)} />
        </Sheet>
      )}
    </>
  );
};
