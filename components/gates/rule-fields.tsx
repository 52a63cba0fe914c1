"use client";
import { faultAt, faultOf, type GateDraft, type OfferedCheck } from "@/components/gates/gate-draft";
import { Checkbox } from "@/components/ui/checkbox";
import { ChipChoice } from "@/components/ui/chip";
import type { FaultReason } from "@/components/ui/reason-list";
import { Select } from "@/components/ui/select";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";

type Change = (change: Partial<GateDraft>) => void;

const CheckFields = ({
  draft,
  checks,
  reasons,
  onChange,
}: {
  draft: GateDraft;
  checks: readonly OfferedCheck[];
  reasons: readonly FaultReason[];
  onChange: Change;
}) => {
  const chosen = checks.find(({ check }) => check === draft.check);
  const give = (name: string, value: string) =>
    onChange({ given: { ...draft.given, [name]: value } });
  return (
    <div className="flex flex-col gap-2.5">
      <Select
        error={faultOf(reasons, "rule.check")}
        hint={chosen?.says}
        label="Check"
        onChange={(check) => onChange({ check })}
        options={checks.map(({ check, title }) => ({ value: check, label: title }))}
        value={draft.check}
      />
      {chosen && chosen.parameters.length > 0 && (
        <div className="grid gap-2.5 sm:grid-cols-2">
          {chosen.parameters.map(({ name, title, kind, isRequired, fallback }) =>
            kind === "boolean" ? (
              <Checkbox
                checked={(draft.given[name] ?? String(fallback ?? false)) === "true"}
                key={name}
                label={title}
                onChange={(on) => give(name, String(on))}
              />
            ) : (
              <TextField
                error={faultOf(reasons, `rule.with.${name}`)}
                inputMode={kind === "number" ? "decimal" : undefined}
                key={name}
                label={title}
                onChange={(event) => give(name, event.target.value)}
                placeholder={fallback === null ? "" : String(fallback)}
                required={isRequired}
                value={draft.given[name] ?? ""}
              />
            ),
          )}
        </div>
      )}
    </div>
  );
};

/** The line that a fault stands in, with a mark under its place. */
const FaultPlace = ({ expression, at }: { expression: string; at: number }) => {
  const start = expression.lastIndexOf("\n", at - 1) + 1;
  const end = expression.indexOf("\n", at);
  const line = expression.slice(start, end < 0 ? undefined : end);
  return (
    <pre className="mono mt-1 overflow-x-auto text-fail text-sm leading-tight" role="note">
      {line}
      {"\n"}
      {" ".repeat(Math.max(0, at - start))}^
    </pre>
  );
};

/** What a gate asks: a ready-made check with its parameters, or an expression over the facts. */
export const RuleFields = ({
  draft,
  checks,
  reasons,
  onChange,
}: {
  draft: GateDraft;
  checks: readonly OfferedCheck[];
  reasons: readonly FaultReason[];
  onChange: Change;
}) => {
  const fault = faultOf(reasons, "expression") ?? faultOf(reasons, "rule");
  const at = faultAt(fault);
  return (
    <div className="flex flex-col gap-2.5">
      <ChipChoice
        label="Kind of rule"
        onChange={(kind) => onChange({ kind })}
        options={[
          { value: "check", label: "Ready-made check" },
          { value: "cel", label: "Expression (CEL)" },
        ]}
        value={draft.kind}
      />
      {draft.kind === "check" ? (
        <CheckFields checks={checks} draft={draft} onChange={onChange} reasons={reasons} />
      ) : (
        <div>
          <TextArea
            error={fault}
            hint="Over nothing it reads unknown; so does what meets an error anywhere."
            label="Expression"
            maxLength={4000}
            mono
            onChange={(event) => onChange({ expression: event.target.value })}
            placeholder="tests.total > 0 && tests.failing == 0 && tests.newestAgeHours < 72"
            rows={4}
            spellCheck={false}
            value={draft.expression}
          />
          {at !== null && <FaultPlace at={at} expression={draft.expression} />}
        </div>
      )}
    </div>
  );
};
