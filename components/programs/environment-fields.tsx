"use client";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { IconButton } from "@/components/ui/icon-button";
import { TextField } from "@/components/ui/text-field";

export type EnvironmentDraft = { id: number; name: string; isProtected: boolean };

/** The environments of a new program: names in order, and which of them take no flip without approval. */
export const EnvironmentFields = ({
  environments,
  onChange,
}: {
  environments: EnvironmentDraft[];
  onChange: (environments: EnvironmentDraft[]) => void;
}) => {
  const set = (id: number, change: Partial<EnvironmentDraft>) =>
    onChange(environments.map((each) => (each.id === id ? { ...each, ...change } : each)));
  const add = () =>
    onChange([
      ...environments,
      { id: Math.max(-1, ...environments.map(({ id }) => id)) + 1, name: "", isProtected: false },
    ]);
  return (
    <div className="flex flex-col items-start gap-2">
      {environments.map((each, at) => (
        <div className="flex w-full flex-wrap items-center gap-3" key={each.id}>
          <TextField
            className="min-w-40 flex-1"
            hideLabel
            label={`Environment ${at + 1}`}
            onChange={(event) => set(each.id, { name: event.target.value })}
            placeholder="Name"
            value={each.name}
          />
          <Checkbox
            checked={each.isProtected}
            label="Protected"
            onChange={(isProtected) => set(each.id, { isProtected })}
          />
          <IconButton
            disabled={environments.length === 1}
            icon="cross"
            label={`Remove ${each.name || `environment ${at + 1}`}`}
            onClick={() => onChange(environments.filter(({ id }) => id !== each.id))}
            size="sm"
          />
        </div>
      ))}
      <Button disabled={environments.length >= 12} icon="plus" onClick={add} size="sm">
        Add environment
      </Button>
      <p className="text-ink-3 text-sm">
        A protected environment takes no flip towards the target without approvals. Rollback and
        force always work.
      </p>
    </div>
  );
};
