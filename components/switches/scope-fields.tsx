import { ChipChoice } from "@/components/ui/chip";
import { Select } from "@/components/ui/select";

export type ForceScope = "program" | "family" | "capability";

/** How wide a force is: everything, or one family or capability by its key. */
export const ScopeFields = ({
  scope,
  onScope,
  keyName,
  keys,
  onKey,
  error,
}: {
  scope: ForceScope;
  onScope: (scope: ForceScope) => void;
  keyName: string | null;
  /** What can be named; undefined while that is read. */
  keys: readonly string[] | undefined;
  onKey: (key: string) => void;
  error?: string;
}) => {
  const listed = keys ?? (keyName === null ? [] : [keyName]);
  return (
    <>
      <div>
        <p className="mb-1 font-strong text-ink-2 text-sm">Scope</p>
        <ChipChoice
          label="Scope"
          onChange={onScope}
          options={[
            { value: "program", label: "Everything" },
            { value: "family", label: "A family" },
            { value: "capability", label: "A capability" },
          ]}
          value={scope}
        />
      </div>
      {scope !== "program" && (
        <Select
          disabled={listed.length === 0}
          error={error}
          label={scope === "family" ? "Family" : "Capability"}
          onChange={onKey}
          options={
            listed.length === 0
              ? [{ value: "", label: keys === undefined ? "Reading…" : "none" }]
              : listed.map((value) => ({ value, label: value }))
          }
          value={keyName ?? ""}
        />
      )}
    </>
  );
};
