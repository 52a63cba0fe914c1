"use client";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { FormDialog } from "@/components/ui/form-dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import { type RoomAnswer, registerWrites, useRegisterWrite } from "@/lib/client/register-queries";

type Decision = "go" | "conditional-go" | "no-go";
type Draft = {
  readonly id: string;
  readonly text: string;
  readonly owner: string;
  readonly dueAt: string;
};

const isWhole = ({ text, owner, dueAt }: Draft): boolean =>
  text.trim().length >= 3 && owner.trim() !== "" && dueAt !== "";

/** Decides a room on the board that is shown: go only where it reads go. */
export const DecideDialog = ({
  program,
  room,
  onClose,
}: {
  program: string;
  room: RoomAnswer;
  onClose: () => void;
}) => {
  const first = useId();
  const isReadyToGo = room.board.readiness.verdict === "go";
  const [decision, setDecision] = useState<Decision>(isReadyToGo ? "go" : "no-go");
  const [reason, setReason] = useState("");
  const [made, setMade] = useState(1);
  const [conditions, setConditions] = useState<readonly Draft[]>([
    { id: `${first}0`, text: "", owner: "", dueAt: "" },
  ]);
  // What was seen when it was opened: what changes meanwhile is refused and read again.
  const [seen] = useState(room.digest);
  const { run, isBusy, fault } = useRegisterWrite(program, registerWrites.decideRoom, onClose);
  const isConditional = decision === "conditional-go";
  const change = (id: string, part: Partial<Draft>) =>
    setConditions(conditions.map((each) => (each.id === id ? { ...each, ...part } : each)));
  const { milestone } = room.board;
  return (
    <FormDialog
      action="Decide"
      description={room.board.readiness.says}
      fault={fault}
      isBusy={isBusy}
      isReady={reason.trim().length >= 3 && (!isConditional || conditions.every(isWhole))}
      onClose={onClose}
      onSubmit={() =>
        run({
          program,
          milestone: milestone.key,
          number: room.number,
          decision,
          reason,
          conditions: isConditional
            ? conditions.map(({ text, owner, dueAt }) => ({ text, owner, dueAt }))
            : [],
          seen,
        })
      }
      size="lg"
      title={`Decide ${milestone.key}`}
      variant={decision === "no-go" ? "danger" : "primary"}
    >
      <Select
        hint={isReadyToGo ? undefined : "Go takes that every criterion holds."}
        label="Decision"
        onChange={(value) =>
          setDecision(value === "go" || value === "conditional-go" ? value : "no-go")
        }
        options={[
          { value: "go", label: "Go", disabled: !isReadyToGo },
          { value: "conditional-go", label: "Go on conditions" },
          { value: "no-go", label: "No-go" },
        ]}
        value={decision}
      />
      <TextArea
        label="Reason"
        maxLength={2000}
        onChange={(event) => setReason(event.target.value)}
        required
        value={reason}
      />
      {isConditional && (
        <fieldset className="flex flex-col gap-3">
          <legend className="mb-1.5 font-strong">Conditions</legend>
          {conditions.map((condition, at) => (
            <div
              className="grid items-end gap-2 sm:grid-cols-[minmax(0,1fr)_9rem_9rem_auto]"
              key={condition.id}
            >
              <TextField
                label={`Condition ${at + 1}`}
                maxLength={1000}
                onChange={(event) => change(condition.id, { text: event.target.value })}
                value={condition.text}
              />
              <TextField
                label="Owner"
                maxLength={120}
                onChange={(event) => change(condition.id, { owner: event.target.value })}
                value={condition.owner}
              />
              <TextField
                label="Due"
                onChange={(event) => change(condition.id, { dueAt: event.target.value })}
                type="date"
                value={condition.dueAt}
              />
              <IconButton
                disabled={conditions.length === 1}
                icon="cross"
                label={`Leave condition ${at + 1} out`}
                onClick={() => setConditions(conditions.filter(({ id }) => id !== condition.id))}
              />
            </div>
          ))}
          <span>
            <Button
              icon="plus"
              onClick={() => {
                setConditions([
                  ...conditions,
                  { id: `${first}${made}`, text: "", owner: "", dueAt: "" },
                ]);
                setMade(made + 1);
              }}
              size="sm"
            >
              Another condition
            </Button>
          </span>
        </fieldset>
      )}
      <p className="text-ink-2">
        The board is frozen with the decision, and opens later exactly as it is now.
      </p>
    </FormDialog>
  );
};
