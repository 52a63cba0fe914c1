import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import { LegacyState } from "@/lib/contract/switches";

type Legacy = ReturnType<(typeof LegacyState)["parse"]>;

const labels = {
  hot: "hot: takes over at once",
  cold: "cold: has to be warmed first",
  lossy: "lossy: going back loses what only the target wrote",
  gone: "gone: there is no way back",
} satisfies Record<Legacy, string>;

export type RuleExtras = { readonly isSticky: boolean; readonly legacy: Legacy };

/** What a rule says beside its owner: whether creations stay where they began, and what legacy can still do. */
export const RuleExtrasFields = ({
  extras,
  hasSticky,
  hasLegacy,
  onChange,
}: {
  extras: RuleExtras;
  hasSticky: boolean;
  hasLegacy: boolean;
  onChange: (extras: RuleExtras) => void;
}) => (
  <div className="grid items-start gap-3 sm:grid-cols-2">
    {hasSticky && (
      <Checkbox
        checked={extras.isSticky}
        hint="An upload that began with one owner ends with it."
        label="What was created stays with its owner"
        onChange={(isSticky) => onChange({ ...extras, isSticky })}
      />
    )}
    {hasLegacy && (
      <Select
        label="Legacy, from now on"
        onChange={(value) => {
          const legacy = LegacyState.options.find((option) => option === value);
          if (legacy) onChange({ ...extras, legacy });
        }}
        options={LegacyState.options.map((value) => ({ value, label: labels[value] }))}
        value={extras.legacy}
      />
    )}
  </div>
);
