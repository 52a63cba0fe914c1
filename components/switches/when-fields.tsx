import { ChipChoice } from "@/components/ui/chip";
import { TextField } from "@/components/ui/text-field";

/** When a change is to be made: as soon as it may be, or by itself at a time. */
export const WhenFields = ({
  isAsked,
  isTimed,
  at,
  onTimed,
  onAt,
}: {
  /** Others have to approve it first. */
  isAsked: boolean;
  isTimed: boolean;
  /** As the reader's own clock has it, `2026-11-21T22:30`. */
  at: string;
  onTimed: (isTimed: boolean) => void;
  onAt: (at: string) => void;
}) => (
  <div className="flex flex-col gap-2.5">
    <ChipChoice
      label="When"
      onChange={(value) => onTimed(value === "timed")}
      options={[
        { value: "soon", label: isAsked ? "When it is approved" : "Now" },
        { value: "timed", label: "At a time" },
      ]}
      value={isTimed ? "timed" : "soon"}
    />
    {isTimed && (
      <TextField
        className="max-w-60"
        hint="By your own clock. It is applied by itself then."
        label="Apply at"
        onChange={(event) => onAt(event.target.value)}
        required
        type="datetime-local"
        value={at}
      />
    )}
  </div>
);
