"use client";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { PolicySettings } from "@/lib/contract/policy";
import { type GateStep, gateSteps } from "@/lib/domain/gate-reading";

type Gates = PolicySettings["gates"];

const kinds = [
  { value: "template", label: "each gate before the step that it guards" },
  { value: "named", label: "the gates named here" },
  { value: "none", label: "no gate" },
];

const labels: Readonly<Record<GateStep, string>> = {
  "first-cohort": "Before a first cohort",
  expand: "Before it is widened",
  full: "Before all of it",
  "retire-legacy": "Before legacy is retired",
};

const kindOf = (gates: Gates): string => {
  if (gates === "template") return "template";
  return Object.keys(gates).length === 0 ? "none" : "named";
};

const keysIn = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .map((key) => key.toLowerCase())
    .filter((key) => key !== "");

/** Which quality gates have to be open before which step; what an earlier step needs, a later one needs too. */
export const GateFields = ({
  gates,
  onChange,
}: {
  gates: Gates;
  onChange: (gates: Gates) => void;
}) => (
  <div className="flex flex-col gap-2.5">
    <Select
      label="A flip needs"
      onChange={(value) =>
        onChange(value === "template" ? "template" : value === "none" ? {} : { "first-cohort": [] })
      }
      options={kinds}
      value={kindOf(gates)}
    />
    {gates !== "template" &&
      Object.keys(gates).length > 0 &&
      gateSteps.map((step) => (
        <TextField
          defaultValue={(gates[step] ?? []).join(", ")}
          key={step}
          label={labels[step]}
          onBlur={(event) => onChange({ ...gates, [step]: keysIn(event.target.value) })}
          placeholder="keys of gates, with commas"
        />
      ))}
  </div>
);
