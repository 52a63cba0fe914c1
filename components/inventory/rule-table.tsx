"use client";
import type * as z from "zod";
import { emptyRule, moved, type RuleDraft } from "@/components/inventory/rule-draft";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { TextField } from "@/components/ui/text-field";
import type { readCapabilityRules } from "@/lib/contract/items";

export type Nameable = Pick<
  z.infer<typeof readCapabilityRules.answer>,
  "families" | "methods" | "phases"
>;

const any = { value: "", label: "any" };
const options = (values: readonly string[], chosen: string) => [
  any,
  ...(chosen === "" || values.includes(chosen) ? values : [chosen, ...values]).map((value) => ({
    value,
    label: value,
  })),
];

/** The rules in their order: the first that fits a row decides. */
export const RuleTable = ({
  drafts,
  nameable,
  disabled,
  onChange,
}: {
  drafts: readonly RuleDraft[];
  nameable: Nameable;
  disabled: boolean;
  onChange: (drafts: readonly RuleDraft[]) => void;
}) => {
  const set = (id: number, change: Partial<RuleDraft>) =>
    onChange(drafts.map((draft) => (draft.id === id ? { ...draft, ...change } : draft)));
  const add = () =>
    onChange([...drafts, emptyRule(Math.max(-1, ...drafts.map(({ id }) => id)) + 1)]);
  return (
    <>
      <TableFrame className="rounded-t-none border-x-0" label="Capability rules, in order">
        <TableHead>
          <tr>
            <HeadCell className="w-8 pl-4" numeric>
              #
            </HeadCell>
            <HeadCell className="min-w-36">Capability</HeadCell>
            <HeadCell className="min-w-36">Family</HeadCell>
            <HeadCell className="min-w-32">Methods</HeadCell>
            <HeadCell className="min-w-52">Path</HeadCell>
            <HeadCell className="min-w-24">Phase or wave</HeadCell>
            <HeadCell className="w-28">
              <span className="sr-only">Order</span>
            </HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {drafts.map((draft, at) => (
            <Row className="h-11" key={draft.id}>
              <Cell className="pl-4 text-ink-3" numeric>
                {at + 1}
              </Cell>
              <Cell>
                <TextField
                  disabled={disabled}
                  hideLabel
                  label={`Capability of rule ${at + 1}`}
                  mono
                  onChange={(event) => set(draft.id, { capability: event.target.value })}
                  placeholder="v2-pull"
                  value={draft.capability}
                />
              </Cell>
              <Cell>
                <Select
                  disabled={disabled}
                  hideLabel
                  label={`Family of rule ${at + 1}`}
                  onChange={(family) => set(draft.id, { family })}
                  options={options(nameable.families, draft.family)}
                  value={draft.family}
                />
              </Cell>
              <Cell>
                <TextField
                  disabled={disabled}
                  hideLabel
                  label={`Methods of rule ${at + 1}`}
                  mono
                  onChange={(event) => set(draft.id, { methods: event.target.value })}
                  placeholder="any"
                  value={draft.methods}
                />
              </Cell>
              <Cell>
                <TextField
                  disabled={disabled}
                  hideLabel
                  label={`Path of rule ${at + 1}`}
                  mono
                  onChange={(event) => set(draft.id, { path: event.target.value })}
                  placeholder="any, e.g. /v2/**/blobs/*"
                  value={draft.path}
                />
                {draft.keys.length > 0 && (
                  <span className="text-ink-3 text-sm">
                    and one of {draft.keys.length} named rows
                  </span>
                )}
              </Cell>
              <Cell>
                <Select
                  disabled={disabled}
                  hideLabel
                  label={`Phase or wave of rule ${at + 1}`}
                  onChange={(phase) => set(draft.id, { phase })}
                  options={options(nameable.phases, draft.phase)}
                  value={draft.phase}
                />
              </Cell>
              <Cell className="pr-3 text-right">
                <IconButton
                  disabled={disabled || at === 0}
                  icon="sort-up"
                  label={`Move rule ${at + 1} up`}
                  onClick={() => onChange(moved(drafts, at, -1))}
                  size="sm"
                />
                <IconButton
                  disabled={disabled || at === drafts.length - 1}
                  icon="sort-down"
                  label={`Move rule ${at + 1} down`}
                  onClick={() => onChange(moved(drafts, at, 1))}
                  size="sm"
                />
                <IconButton
                  disabled={disabled}
                  icon="cross"
                  label={`Remove rule ${at + 1}`}
                  onClick={() => onChange(drafts.filter(({ id }) => id !== draft.id))}
                  size="sm"
                />
              </Cell>
            </Row>
          ))}
        </tbody>
      </TableFrame>
      <div className="px-4 py-2.5">
        <Button disabled={disabled} icon="plus" onClick={add} size="sm">
          Add rule
        </Button>
      </div>
    </>
  );
};
