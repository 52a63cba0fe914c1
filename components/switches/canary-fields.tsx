"use client";
import {
  type CanaryDraft,
  type CanaryReading,
  keptWords,
} from "@/components/switches/canary-draft";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";

const keys = [
  { value: "user", label: "users" },
  { value: "org", label: "orgs" },
  { value: "repo", label: "repos" },
  { value: "targetingKey", label: "targeting keys" },
] as const;

/** Who meets the target first: named orgs, a percentage, or both. */
export const CanaryFields = ({
  draft,
  reading,
  onChange,
}: {
  draft: CanaryDraft;
  reading: CanaryReading;
  onChange: (draft: CanaryDraft) => void;
}) => {
  const faultOf = (field: "percent" | "orgs") =>
    reading.kind === "fault" && reading.field === field ? reading.says : undefined;
  return (
    <div>
      <div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_6.5rem_9rem]">
        <TextField
          autoComplete="off"
          error={faultOf("orgs")}
          label="Orgs"
          onChange={(event) => onChange({ ...draft, orgs: event.target.value })}
          placeholder="acme, globex"
          value={draft.orgs}
        />
        <TextField
          autoComplete="off"
          error={faultOf("percent")}
          inputMode="decimal"
          label="Percent"
          onChange={(event) => onChange({ ...draft, percent: event.target.value })}
          placeholder="10"
          value={draft.percent}
        />
        <Select
          label="Percent of"
          onChange={(value) =>
            onChange({ ...draft, key: keys.find((key) => key.value === value)?.value ?? "user" })
          }
          options={keys}
          value={draft.key}
        />
      </div>
      <p className="mt-1.5 text-ink-3 text-sm">
        Any one match is enough. Whoever is in stays in as the percentage rises.{" "}
        {keptWords(draft.kept)}
      </p>
    </div>
  );
};
