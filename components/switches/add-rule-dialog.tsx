"use client";
import { useState } from "react";
import type { FlipOf } from "@/components/switches/flip-dialog";
import { RouteChoice } from "@/components/switches/route-choice";
import { ChipChoice } from "@/components/ui/chip";
import { Dialog, DialogSection } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { Select } from "@/components/ui/select";
import type { SwitchesAnswer } from "@/lib/client/switch-queries";

type Subject = { readonly key: string; readonly title: string };

/** What gets a rule of its own; the flip dialog asks the rest. */
export const AddRuleDialog = ({
  program,
  switches,
  onChoose,
  onClose,
}: {
  program: string;
  switches: SwitchesAnswer;
  onChoose: (flip: FlipOf) => void;
  onClose: () => void;
}) => {
  const [level, setLevel] = useState<"capability" | "family" | "route">("capability");
  const [chosen, setChosen] = useState<string | null>(null);
  const [route, setRoute] = useState<Subject | null>(null);
  const ruled = new Set(
    switches.rules.filter((rule) => rule.level === level).map((rule) => rule.key),
  );
  const known = level === "family" ? switches.families : switches.capabilities;
  const keys = known.filter((key) => !ruled.has(key));
  const key = chosen !== null && keys.includes(chosen) ? chosen : keys[0];
  const subject = level === "route" ? route : key === undefined ? null : { key, title: key };
  return (
    <Dialog
      description="It decides before any wider rule."
      footer={
        <DialogButtons
          disabled={subject === null}
          onClick={() =>
            subject && onChoose({ level, subject: subject.key, title: subject.title, side: null })
          }
          variant="primary"
        >
          Choose the owner
        </DialogButtons>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size={level === "route" ? "md" : "sm"}
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
              { value: "route", label: "A route" },
            ]}
            value={level}
          />
          {level === "route" ? (
            <RouteChoice chosen={route} onChoose={setRoute} program={program} ruled={ruled} />
          ) : (
            <Select
              disabled={keys.length === 0}
              hint={keys.length === 0 ? "Each has a rule of its own already." : undefined}
              label={level === "family" ? "Family" : "Capability"}
              onChange={setChosen}
              options={keys.map((value) => ({ value, label: value }))}
              value={key ?? ""}
            />
          )}
        </div>
      </DialogSection>
    </Dialog>
  );
};
