"use client";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import type { PaletteSource } from "@/components/shell/palette-source";
import { Icon } from "@/components/ui/icon";

const CommandPalette = dynamic(
  () => import("@/components/shell/command-palette").then((module) => module.CommandPalette),
  { ssr: false },
);

/** Opens the palette, by press or by Ctrl-K (Cmd-K). */
export const PaletteButton = ({
  loadSources,
  placeholder = "Find a route, worker, page",
}: {
  /** Asked whenever it opens: what is found is no part of the page before. */
  loadSources: () => Promise<readonly PaletteSource[]>;
  placeholder?: string;
}) => {
  // Left out of the page until it is asked for the first time.
  const [open, setOpen] = useState<boolean | null>(null);
  const [sources, setSources] = useState<readonly PaletteSource[]>([]);
  useEffect(() => {
    if (open !== true) return;
    let isWanted = true;
    void loadSources().then((loaded) => isWanted && setSources(loaded));
    return () => {
      isWanted = false;
    };
  }, [open, loadSources]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen((now) => now !== true);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button
        aria-label={placeholder}
        className="flex h-7.5 min-w-7.5 items-center justify-center gap-2 rounded-md border bg-canvas px-2 text-ink-3 hover:text-ink-2 lg:w-62 lg:justify-between lg:px-2.5"
        onClick={() => setOpen(true)}
        type="button"
      >
        <span className="lg:hidden">
          <Icon name="search" size={14} />
        </span>
        <span className="hidden truncate lg:inline">{placeholder}</span>
        <span className="hidden whitespace-nowrap lg:inline">Ctrl K</span>
      </button>
      {open !== null && (
        <CommandPalette
          onOpenChange={setOpen}
          open={open}
          placeholder={placeholder}
          sources={sources}
        />
      )}
    </>
  );
};
