import { ChipChoice } from "@/components/ui/chip";
import type { SignatureView } from "@/lib/contract/sign-offs";

export type Meaning = SignatureView["meaning"];

/** What a signature says of its giver. */
export const MeaningChoice = ({
  value,
  onChange,
}: {
  value: Meaning;
  onChange: (meaning: Meaning) => void;
}) => (
  <ChipChoice
    label="What it means"
    onChange={(chosen) => onChange(chosen as Meaning)}
    options={[
      { value: "reviewed", label: "I reviewed it" },
      { value: "approved", label: "I approve it" },
      { value: "responsible", label: "I answer for it" },
    ]}
    value={value}
  />
);
