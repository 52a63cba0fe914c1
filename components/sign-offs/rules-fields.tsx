"use client";
import { claimWords, outcomeWords } from "@/components/sign-offs/rules-words";
import { Checkbox } from "@/components/ui/checkbox";
import { Panel } from "@/components/ui/panel";
import { TextField } from "@/components/ui/text-field";
import type { SignOffRulesAnswer } from "@/lib/client/sign-off-rules-queries";
import type { SignOffRulesView } from "@/lib/contract/sign-off-rules";
import { claimKinds, doubtfulOutcomes } from "@/lib/domain/sign-off-claims";

const toggled = <Word extends string>(words: readonly Word[], word: Word, on: boolean): Word[] =>
  (on ? [...words, word] : words.filter((each) => each !== word)).sort();

/** Some of many words, chosen in a list that scrolls. */
const ChosenWords = ({
  label,
  hint,
  options,
  selected,
  disabled = false,
  onChange,
}: {
  label: string;
  hint: string;
  options: readonly { readonly value: string; readonly label: string }[];
  selected: readonly string[];
  disabled?: boolean;
  onChange: (selected: string[]) => void;
}) => (
  <fieldset disabled={disabled}>
    <legend className="wrap-anywhere mb-1 text-ink-2 text-sm">
      {label}: {selected.length === 0 ? "none" : selected.join(", ")}
    </legend>
    <div className="grid max-h-44 gap-x-5 gap-y-1.5 overflow-y-auto rounded-md border p-2 sm:grid-cols-2">
      {options.length === 0 && <p className="text-ink-3">There are none.</p>}
      {options.map((option) => (
        <Checkbox
          checked={selected.includes(option.value)}
          disabled={disabled}
          key={option.value}
          label={option.label}
          onChange={(on) => onChange(toggled(selected, option.value, on))}
        />
      ))}
    </div>
    <p className="mt-1 text-ink-3 text-sm">{hint}</p>
  </fieldset>
);

/** What signatures take and what makes them stale, as a form. */
export const RulesFields = ({
  rules,
  sample,
  known,
  onChange,
  onSample,
}: {
  rules: SignOffRulesView;
  /** The percentage as it is typed. */
  sample: string;
  known: Pick<SignOffRulesAnswer, "fields" | "teams">;
  onChange: (rules: SignOffRulesView) => void;
  onSample: (typed: string) => void;
}) => (
  <div className="grid items-start gap-3.5 rail:grid-cols-2">
    <Panel title="What a signature takes">
      <div className="flex flex-col gap-3">
        <Checkbox
          checked={rules.fourEyes}
          hint="Who wrote, reported or asked for what is signed does not sign it."
          label="Four eyes"
          onChange={(fourEyes) => onChange({ ...rules, fourEyes })}
        />
        <ChosenWords
          hint="A row is verified once each of them has signed it. None: the owner alone."
          label="Teams that sign besides the owner"
          onChange={(alsoTeams) => onChange({ ...rules, alsoTeams })}
          options={known.teams.map(({ key, name }) => ({ value: key, label: name }))}
          selected={rules.alsoTeams}
        />
        <TextField
          className="max-w-60"
          error={/^\d{1,3}$/.test(sample.trim()) && Number(sample) <= 100 ? undefined : "0 to 100."}
          hint="Drawn at random when rows are signed together; 0 asks none."
          inputMode="numeric"
          label="Percent of a bulk to be opened"
          onChange={(event) => onSample(event.target.value)}
          value={sample}
        />
      </div>
    </Panel>
    <Panel title="What makes a signature stale">
      <div className="flex flex-col gap-3">
        {claimKinds.map((kind) => (
          <Checkbox
            checked={rules.counts.includes(kind)}
            hint={claimWords[kind].hint}
            key={kind}
            label={claimWords[kind].label}
            onChange={(on) => onChange({ ...rules, counts: toggled(rules.counts, kind, on) })}
          />
        ))}
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 text-ink-2 text-sm">
            A newest run that counts as failed too
          </legend>
          <div className="flex flex-wrap gap-x-5 gap-y-2">
            {doubtfulOutcomes.map((outcome) => (
              <Checkbox
                checked={rules.alsoOutcomes.includes(outcome)}
                disabled={!rules.counts.includes("test")}
                key={outcome}
                label={outcomeWords[outcome]}
                onChange={(on) =>
                  onChange({ ...rules, alsoOutcomes: toggled(rules.alsoOutcomes, outcome, on) })
                }
              />
            ))}
          </div>
        </fieldset>
        <ChosenWords
          disabled={!rules.counts.includes("value")}
          hint="Their change breaks no signature."
          label="Fields of no account"
          onChange={(ignoredFields) => onChange({ ...rules, ignoredFields })}
          options={[...new Set([...known.fields, ...rules.ignoredFields])].map((field) => ({
            value: field,
            label: field,
          }))}
          selected={rules.ignoredFields}
        />
      </div>
    </Panel>
  </div>
);
