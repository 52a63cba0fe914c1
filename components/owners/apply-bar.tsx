import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { TextField } from "@/components/ui/text-field";

/** The foot of an assignment that was looked at: why, whether teams are made, and the button. */
export const ApplyBar = ({
  action,
  newTeams,
  isReady,
  isBusy,
  onApply,
  children,
}: {
  action: string;
  /** Teams that it names and nobody has made yet. */
  newTeams: readonly string[];
  isReady: boolean;
  isBusy: boolean;
  onApply: (how: { reason: string; makeTeams: boolean }) => void;
  children?: React.ReactNode;
}) => {
  const [reason, setReason] = useState("");
  const [makes, setMakes] = useState(false);
  const makesNone = newTeams.length === 0;
  return (
    <form
      className="flex flex-wrap items-end gap-2.5 rounded-b-xl border-t bg-rail px-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        onApply({ reason: reason.trim(), makeTeams: !makesNone && makes });
      }}
    >
      <TextField
        className="min-w-52 max-w-md flex-1"
        label="Reason"
        maxLength={2000}
        onChange={(event) => setReason(event.target.value)}
        placeholder="Why they own it"
        value={reason}
      />
      {!makesNone && (
        <div className="max-w-md basis-full sm:basis-auto">
          <Checkbox
            checked={makes}
            hint={`${newTeams.slice(0, 5).join(", ")}${newTeams.length > 5 ? `, and ${newTeams.length - 5} more` : ""}`}
            label={newTeams.length === 1 ? "Make this team" : `Make these ${newTeams.length} teams`}
            onChange={setMakes}
          />
        </div>
      )}
      {children}
      <Button
        busy={isBusy}
        disabled={!isReady || reason.trim().length < 3 || (!makesNone && !makes)}
        type="submit"
        variant="primary"
      >
        {action}
      </Button>
    </form>
  );
};
