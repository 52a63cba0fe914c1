"use client";
import { PlacePicker } from "@/components/switches/place-picker";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import type { BlockedPlace } from "@/lib/domain/blocker-reach";

export type CoverDraft = {
  readonly id: string;
  readonly pipeline: string;
  readonly branch: string;
  readonly holds: readonly BlockedPlace[];
};

/** Which pipelines on which branches hold what, while they fail. */
export const CoverFields = ({
  program,
  cover,
  onChange,
  onRemove,
}: {
  program: string;
  cover: CoverDraft;
  onChange: (cover: CoverDraft) => void;
  /** Left out for the only one. */
  onRemove?: (() => void) | undefined;
}) => (
  <div className="flex flex-col gap-3">
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        hint="A name, with * for anything."
        label="Workflow or pipeline"
        maxLength={200}
        mono
        onChange={(event) => onChange({ ...cover, pipeline: event.target.value })}
        value={cover.pipeline}
      />
      <TextField
        hint="release-* holds them all."
        label="Branch"
        maxLength={200}
        mono
        onChange={(event) => onChange({ ...cover, branch: event.target.value })}
        value={cover.branch}
      />
    </div>
    <PlacePicker
      label="While it fails it holds"
      onChange={(holds) => onChange({ ...cover, holds })}
      places={cover.holds}
      program={program}
    />
    {onRemove && (
      <div>
        <Button onClick={onRemove} size="sm" variant="ghost">
          Take these away
        </Button>
      </div>
    )}
  </div>
);
