"use client";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FieldError } from "@/components/ui/field-error";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import type { OwnersOverview } from "@/lib/contract/owners";

const longest = 3 * 1024 * 1024;

/** The file that holds now, if any, and the way to another one. */
export const CodeownersPick = ({
  file,
  mayChange,
  isBusy,
  onPick,
  onOpen,
  onRemove,
}: {
  file: OwnersOverview["codeowners"];
  mayChange: boolean;
  isBusy: boolean;
  onPick: (name: string, text: string) => void;
  onOpen: () => void;
  onRemove: () => void;
}) => {
  const picker = useRef<HTMLInputElement>(null);
  const fault = useId();
  const [says, setSays] = useState<string | null>(null);
  const read = async (picked: File | undefined): Promise<void> => {
    if (!picked) return;
    if (picked.size > longest) {
      setSays(`${picked.name} is larger than 3 MB, which is more than any forge reads.`);
      return;
    }
    setSays(null);
    onPick(picked.name, await picked.text());
  };
  const pick = mayChange && (
    <>
      <input
        aria-describedby={fault}
        aria-label="CODEOWNERS file"
        className="sr-only"
        onChange={(event) => {
          void read(event.target.files?.[0]);
          event.target.value = "";
        }}
        ref={picker}
        tabIndex={-1}
        type="file"
      />
      <Button icon="upload" onClick={() => picker.current?.click()} size={file ? "sm" : "md"}>
        {file ? "Look at another file" : "Choose a file"}
      </Button>
    </>
  );
  if (!file) {
    return (
      <Panel flush>
        <EmptyState action={pick || undefined} title="No CODEOWNERS file">
          It gives each row to the team that owns its source file: the last line that fits decides,
          within each section. You see what it would do before anything is written.
          {says && (
            <span className="block pt-2">
              <FieldError id={fault}>{says}</FieldError>
            </span>
          )}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Panel
      action={
        <span className="flex flex-wrap gap-2">
          {pick}
          <Button busy={isBusy} onClick={onOpen} size="sm">
            {mayChange ? "Look at it, change its teams" : "Look at it"}
          </Button>
          {mayChange && (
            <Button onClick={onRemove} size="sm" variant="ghost">
              Take it away
            </Button>
          )}
        </span>
      }
      title={
        <bdi className="block max-w-[20rem] truncate" title={file.name}>
          {file.name}
        </bdi>
      }
    >
      <p className="text-ink-2">
        {file.lines.toLocaleString("en-GB")} lines that give something to somebody, brought by{" "}
        <bdi>{file.by}</bdi> <Time iso={file.at} />.
      </p>
      {says && <FieldError id={fault}>{says}</FieldError>}
    </Panel>
  );
};
