"use client";
import { useState } from "react";
import type { FlipOf } from "@/components/switches/flip-dialog";
import { Button } from "@/components/ui/button";
import { ChipChoice } from "@/components/ui/chip";
import { Dialog, DialogClose, DialogSection } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import type { SwitchesAnswer } from "@/lib/client/switch-queries";

/** Which family or capability gets a rule of its own; the flip dialog asks the rest. */
export const AddRuleDialog = ({
  switches,
  onChoose,
  onClose,
}: {
  switches: SwitchesAnswer;
  onChoose: (flip: FlipOf) => void;
  onClose: () => void;
}) => {
  const [level, setLevel] = useState<"capability" | "family">("capability");
  const [chosen, setChosen] = useState<string | null>(null);
  const ruled = new Set(
    switches.rules.filter((rule) => rule.level === level).map((rule) => rule.key),
  );
  const known = level === "family" ? switches.families : switches.capabilities;
  const keys = known.filter((key) => !ruled.has(key));
  const key = chosen !== null && keys.includes(chosen) ? chosen : keys[0];
  return (
    <Dialog
      description="It decides before any wider rule. Routes get theirs from the matrix."
      footer={
        <>
          <DialogClose>
            <Button>Cancel</Button>
          </DialogClose>
          <Button
            disabled={key === undefined}
            onClick={() =>
              key !== undefined && onChoose({ level, subject: key, title: key, side: null })
            }
            variant="primary"
          >
            Choose the owner
          </Button>
        </>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="sm"
      title="Add a rule"
    >
      <DialogSection>
        <div className="flex flex-col gap-3">
          <ChipChoice
            label="Rule for"
            onChange={setLevel}
            options={[
              { value: "capability", label: "A capability" },
              { value: "family", label: "A family" },
            ]}
            value={level}
          />
          <Select
            disabled={keys.length === 0}
            hint={keys.length === 0 ? "Each has a rule of its own already." : undefined}
            label={level === "family" ? "Family" : "Capability"}
            onChange={setChosen}
            options={keys.map((value) => ({ value, label: value }))}
            value={key ?? ""}
          />
        </div>
      </DialogSection>
    </Dialog>
  );
};
