import { Checkbox } from "@/components/ui/checkbox";
import { DialogSection } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/text-area";
import type { ChangeEffect } from "@/lib/contract/switches";

/** Whether interlocks are all that stands against a change: approvals, freezes and windows are never passed over. */
export const isOnlyInterlocked = ({
  refusals,
  interlocks,
  needsRequest,
}: ChangeEffect): boolean => {
  const readings = new Set(interlocks.map(({ title, because }) => `${title}: ${because}`));
  return !needsRequest && refusals.length > 0 && refusals.every((says) => readings.has(says));
};

/** Passing over interlocks that refuse, with a reason of its own; `null` while nobody means to. */
export const BreakGlassField = ({
  because,
  onChange,
}: {
  because: string | null;
  onChange: (because: string | null) => void;
}) => (
  <DialogSection title="Break glass">
    <Checkbox
      checked={because !== null}
      hint="A review is owed within 24 hours; late, it holds back the next flip here."
      label="Make it although interlocks refuse it"
      onChange={(isBroken) => onChange(isBroken ? "" : null)}
    />
    {because !== null && (
      <div className="mt-3">
        <TextArea
          label="Why it cannot wait"
          maxLength={2000}
          onChange={(event) => onChange(event.target.value)}
          required
          value={because}
        />
      </div>
    )}
  </DialogSection>
);
