"use client";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { TextArea } from "@/components/ui/text-area";
import { TextField } from "@/components/ui/text-field";
import type { DecisionOption } from "@/lib/contract/decisions";

export type OptionDraft = {
  readonly id: string;
  readonly title: string;
  readonly speaksFor: string;
  readonly speaksAgainst: string;
};

const lines = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.replace(/^[-*]\s+/, "").trim())
    .filter((line) => line !== "");

/** Options as they are sent: lettered in their order. */
export const optionsOf = (drafts: readonly OptionDraft[]): DecisionOption[] =>
  drafts
    .filter(({ title }) => title.trim() !== "")
    .map(({ title, speaksFor, speaksAgainst }, at) => ({
      key: String.fromCharCode(65 + at),
      title,
      for: lines(speaksFor),
      against: lines(speaksAgainst),
    }));

export const draftsOf = (options: readonly DecisionOption[]): OptionDraft[] =>
  options.map((option, at) => ({
    id: `${option.key}-${at}`,
    title: option.title,
    speaksFor: option.for.join("\n"),
    speaksAgainst: option.against.join("\n"),
  }));

/** The options of a decision, each with what speaks for and against it, a line each. */
export const OptionFields = ({
  options,
  onChange,
}: {
  options: readonly OptionDraft[];
  onChange: (options: readonly OptionDraft[]) => void;
}) => {
  const change = (id: string, part: Partial<OptionDraft>) =>
    onChange(options.map((each) => (each.id === id ? { ...each, ...part } : each)));
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1.5 font-strong">Options</legend>
      {options.map((option, at) => {
        const letter = String.fromCharCode(65 + at);
        return (
          <div className="grid gap-2 border-line-soft border-l pl-3 sm:grid-cols-2" key={option.id}>
            <div className="flex items-end gap-2 sm:col-span-2">
              <TextField
                className="flex-1"
                label={`Option ${letter}`}
                maxLength={300}
                onChange={(event) => change(option.id, { title: event.target.value })}
                value={option.title}
              />
              <IconButton
                icon="cross"
                label={`Leave option ${letter} out`}
                onClick={() => onChange(options.filter(({ id }) => id !== option.id))}
              />
            </div>
            <TextArea
              hint="A line each."
              label="Speaks for it"
              onChange={(event) => change(option.id, { speaksFor: event.target.value })}
              value={option.speaksFor}
            />
            <TextArea
              hint="A line each."
              label="Speaks against it"
              onChange={(event) => change(option.id, { speaksAgainst: event.target.value })}
              value={option.speaksAgainst}
            />
          </div>
        );
      })}
      <span>
        <Button
          icon="plus"
          onClick={() =>
            onChange([
              ...options,
              {
                id: `new-${options.length}-${options.map(({ id }) => id).join("")}`.slice(0, 200),
                title: "",
                speaksFor: "",
                speaksAgainst: "",
              },
            ])
          }
          size="sm"
        >
          Add an option
        </Button>
      </span>
    </fieldset>
  );
};
