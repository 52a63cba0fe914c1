"use client";
import { faultOf, type GateDraft, keyOfTitle } from "@/components/gates/gate-draft";
import { stepWords } from "@/components/gates/gate-words";
import { Checkbox } from "@/components/ui/checkbox";
import type { FaultReason } from "@/components/ui/reason-list";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { type GateStep, gateSteps } from "@/lib/domain/gate-reading";

type Props = {
  draft: GateDraft;
  isNew: boolean;
  reasons: readonly FaultReason[];
  onChange: (change: Partial<GateDraft>) => void;
};

/** What a gate is called, what it guards, whose it is, and whom it asks. */
export const GateFields = ({ draft, isNew, reasons, onChange }: Props) => (
  <div className="grid gap-2.5 sm:grid-cols-2">
    <TextField
      error={faultOf(reasons, "title")}
      label="Title"
      maxLength={120}
      onChange={(event) =>
        onChange({
          title: event.target.value,
          ...(isNew &&
            draft.key === keyOfTitle(draft.title) && { key: keyOfTitle(event.target.value) }),
        })
      }
      required
      value={draft.title}
    />
    <TextField
      disabled={!isNew}
      error={faultOf(reasons, "gate") ?? faultOf(reasons, "key")}
      label="Key"
      maxLength={63}
      mono
      onChange={(event) => onChange({ key: event.target.value })}
      required
      value={draft.key}
    />
    <Select
      hint="The step that it has to hold before"
      label="Guards"
      onChange={(guards) => onChange({ guards: guards as GateStep })}
      options={gateSteps.map((step) => ({ value: step, label: stepWords[step] }))}
      value={draft.guards}
    />
    <TextField
      hint="Whose a failing reading is, where no row says"
      label="Owner"
      maxLength={120}
      onChange={(event) => onChange({ owner: event.target.value })}
      value={draft.owner}
    />
    <div className="sm:col-span-2">
      <Checkbox
        checked={draft.isDryRun}
        hint="It reads on the board and stands in nobody's way."
        label="Dry run"
        onChange={(isDryRun) => onChange({ isDryRun })}
      />
    </div>
  </div>
);

/** Which capabilities a gate asks; nothing named asks all. */
export const ReachFields = ({ draft, reasons, onChange }: Omit<Props, "isNew">) => (
  <div className="flex flex-col gap-2.5">
    <div className="flex gap-5">
      {(["route", "worker", "queue"] as const).map((kind) => (
        <Checkbox
          checked={draft.kinds.includes(kind)}
          key={kind}
          label={`only with ${kind}s`}
          onChange={(on) =>
            onChange({
              kinds: on ? [...draft.kinds, kind] : draft.kinds.filter((each) => each !== kind),
            })
          }
        />
      ))}
    </div>
    <div className="grid gap-2.5 sm:grid-cols-2">
      <TextField
        error={faultOf(reasons, "reach.capabilities")}
        hint="Keys; empty for all"
        label="Only these capabilities"
        mono
        onChange={(event) => onChange({ capabilities: event.target.value })}
        value={draft.capabilities}
      />
      <TextField
        error={faultOf(reasons, "reach.except")}
        label="All but these"
        mono
        onChange={(event) => onChange({ except: event.target.value })}
        value={draft.except}
      />
    </div>
  </div>
);
