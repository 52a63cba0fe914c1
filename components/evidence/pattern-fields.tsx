import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { TestPatternInput } from "@/lib/contract/tests";
import { patternFields } from "@/lib/domain/test-join";

/** One pattern as it is written: where it looks, what it looks for, and which test that means. */
export const PatternFields = ({
  pattern,
  number,
  onChange,
  onRemove,
}: {
  pattern: TestPatternInput;
  number: number;
  onChange: (pattern: TestPatternInput) => void;
  onRemove: () => void;
}) => (
  <fieldset aria-label={`Pattern ${number}`} className="flex flex-wrap items-end gap-2">
    <Select
      className="w-28"
      label="Looks at"
      onChange={(field) =>
        onChange({
          ...pattern,
          field: patternFields.find((one) => one === field) ?? pattern.field,
        })
      }
      options={patternFields.map((value) => ({ value, label: value }))}
      value={pattern.field}
    />
    <TextField
      className="min-w-48 flex-1"
      label="Pattern (RE2)"
      maxLength={300}
      mono
      onChange={(event) => onChange({ ...pattern, pattern: event.target.value })}
      value={pattern.pattern}
    />
    <TextField
      className="w-52"
      label="Means the test"
      maxLength={300}
      mono
      onChange={(event) => onChange({ ...pattern, test: event.target.value })}
      value={pattern.test}
    />
    <IconButton icon="cross" label={`Remove pattern ${number}`} onClick={onRemove} />
  </fieldset>
);
