"use client";
import {
  type CanaryDraft,
  type CanaryReading,
  selectorNames,
} from "@/components/switches/canary-draft";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";

const keys = [
  { value: "user", label: "users" },
  { value: "org", label: "orgs" },
  { value: "repo", label: "repos" },
  { value: "targetingKey", label: "targeting keys" },
] as const;

const labels = { orgs: "Orgs", repos: "Repos", users: "Users" } as const;
const examples = { orgs: "acme, globex", repos: "acme/shop", users: "ada, bob" } as const;

/** Who meets the target first: named ones, a percentage, or both; and who does not. */
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
  const left = selectorNames.filter((kind) => draft.except[kind].trim() !== "");
  return (
    <div className="flex flex-col gap-3">
      <div className="grid items-start gap-3 sm:grid-cols-3">
        {selectorNames.map((kind) => (
          <TextField
            autoComplete="off"
            error={kind === "orgs" ? faultOf("orgs") : undefined}
            key={kind}
            label={labels[kind]}
            onChange={(event) => onChange({ ...draft, [kind]: event.target.value })}
            placeholder={examples[kind]}
            value={draft[kind]}
          />
        ))}
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
      <details open={left.length > 0 || undefined}>
        <summary className="cursor-pointer text-ink-2 hover:text-ink">
          Never for {left.length === 0 && "anybody named here"}
          {left.map((kind) => `${labels[kind].toLowerCase()} ${draft.except[kind]}`).join("; ")}
        </summary>
        <div className="mt-2 grid items-start gap-3 sm:grid-cols-3">
          {selectorNames.map((kind) => (
            <TextField
              autoComplete="off"
              key={kind}
              label={`Never for ${kind}`}
              onChange={(event) =>
                onChange({ ...draft, except: { ...draft.except, [kind]: event.target.value } })
              }
              value={draft.except[kind]}
            />
          ))}
        </div>
      </details>
      <p className="text-ink-3 text-sm">
        Any one match is enough; whoever is never to meet it does not. Who is in stays in as the
        percentage rises.
      </p>
    </div>
  );
};
