"use client";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import * as Dialog from "radix-ui/dialog";
import { useState } from "react";
import type { PaletteEntry, PaletteSource } from "@/components/shell/palette-source";
import { usePaletteFinds } from "@/components/shell/use-palette-finds";
import { classNames } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";
import { Spinner } from "@/components/ui/spinner";

export const CommandPalette = ({
  open,
  onOpenChange,
  sources,
  placeholder,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  sources: readonly PaletteSource[];
  placeholder: string;
}) => {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const { finds, isLooking, failed } = usePaletteFinds(sources, query, open);
  const close = () => {
    setQuery("");
    onOpenChange(false);
  };
  const take = (entry: PaletteEntry) => {
    close();
    if ("href" in entry) router.push(entry.href);
    else entry.run();
  };
  return (
    <Dialog.Root onOpenChange={(next) => (next ? onOpenChange(true) : close())} open={open}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-veil" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[10dvh] z-50 mx-auto max-w-[600px] animate-rise overflow-hidden rounded-2xl border bg-raise shadow-raise outline-none"
        >
          <Dialog.Title className="sr-only">Find</Dialog.Title>
          <Command label="Find" loop shouldFilter={false}>
            <div className="flex items-center gap-2 border-b px-4">
              <Command.Input
                className="h-11 flex-1 bg-transparent text-ink outline-none placeholder:text-ink-3"
                onValueChange={setQuery}
                placeholder={placeholder}
                value={query}
              />
              {isLooking ? <Spinner /> : <Kbd>Esc</Kbd>}
            </div>
            <Command.List className="max-h-[min(420px,60dvh)] overflow-y-auto p-1.5">
              {!isLooking && (
                <Command.Empty className="px-3 py-6 text-center text-ink-2">
                  Nothing by that name
                </Command.Empty>
              )}
              {finds.map(({ source, entries }) => (
                <Command.Group
                  className="**:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:pt-2 **:[[cmdk-group-heading]]:pb-1 **:[[cmdk-group-heading]]:text-ink-3 **:[[cmdk-group-heading]]:text-xs"
                  heading={source.heading}
                  key={source.key}
                >
                  {entries.map((entry) => (
                    <Command.Item
                      className="flex min-h-8 cursor-pointer items-center gap-3 rounded-md px-2.5 py-1 data-[selected=true]:bg-target-soft"
                      key={entry.key}
                      onSelect={() => take(entry)}
                      value={`${source.key}/${entry.key}`}
                    >
                      <span className={classNames("min-w-0 flex-1 truncate", entry.mono && "mono")}>
                        {entry.label}
                      </span>
                      {entry.hint && (
                        <span className="shrink-0 text-ink-3 text-sm">{entry.hint}</span>
                      )}
                    </Command.Item>
                  ))}
                </Command.Group>
              ))}
              {failed.length > 0 && (
                <p className="px-2.5 py-2 text-fail text-sm" role="status">
                  Could not look among: {failed.join(", ")}
                </p>
              )}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
};
