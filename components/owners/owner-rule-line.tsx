import type { OwnerRuleDraft } from "@/components/owners/owner-rule-draft";
import { TeamField } from "@/components/owners/team-field";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { Cell, Row } from "@/components/ui/table";
import { TextField } from "@/components/ui/text-field";
import type { OwnersOverview } from "@/lib/contract/owners";
import { itemKinds } from "@/lib/domain/inventory";

const options = (values: readonly string[], chosen: string) => [
  { value: "", label: "any" },
  ...(chosen === "" || values.includes(chosen) ? values : [chosen, ...values]).map((value) => ({
    value,
    label: value,
  })),
];

/** One rule in its place: the team, and what a row has to be to become its. */
export const OwnerRuleLine = ({
  draft,
  place,
  isLast,
  decides,
  known,
  disabled,
  onChange,
  onMove,
  onRemove,
}: {
  draft: OwnerRuleDraft;
  /** From 1. */
  place: number;
  isLast: boolean;
  /** Rows that it decides; `null` while that is not known. */
  decides: number | null;
  known: OwnersOverview["known"];
  disabled: boolean;
  onChange: (change: Partial<OwnerRuleDraft>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) => {
  const text = (name: "path" | "key", title: string, placeholder: string) => (
    <TextField
      disabled={disabled}
      hideLabel
      label={`${title} of rule ${place}`}
      mono
      onChange={(event) => onChange({ [name]: event.target.value })}
      placeholder={placeholder}
      value={draft[name]}
    />
  );
  const choice = (
    name: "kind" | "family" | "capability" | "wave",
    title: string,
    values: readonly string[],
  ) => (
    <Select
      disabled={disabled}
      hideLabel
      label={`${title} of rule ${place}`}
      onChange={(value) => onChange({ [name]: value })}
      options={options(values, draft[name])}
      value={draft[name]}
    />
  );
  return (
    <Row className="h-11">
      <Cell className="pl-4 text-ink-3" numeric>
        {place}
      </Cell>
      <Cell>{text("path", "Source file", "any, e.g. endpoints/v2/")}</Cell>
      <Cell>{choice("kind", "Kind", itemKinds)}</Cell>
      <Cell>{choice("family", "Family", known.families)}</Cell>
      <Cell>{choice("capability", "Capability", known.capabilities)}</Cell>
      <Cell>{choice("wave", "Wave", known.waves)}</Cell>
      <Cell>{text("key", "Key", "any, e.g. ROUTE-03*")}</Cell>
      <Cell>
        <TeamField
          disabled={disabled}
          hideLabel
          label={`Team of rule ${place}`}
          onChange={(team) => onChange({ team })}
          teams={known.teams}
          value={draft.team}
        />
      </Cell>
      <Cell className="text-ink-2 tabular-nums" numeric>
        {decides === null ? "" : decides.toLocaleString("en-GB")}
      </Cell>
      <Cell className="pr-3 text-right">
        <IconButton
          disabled={disabled || place === 1}
          icon="sort-up"
          label={`Move rule ${place} up`}
          onClick={() => onMove(-1)}
          size="sm"
        />
        <IconButton
          disabled={disabled || isLast}
          icon="sort-down"
          label={`Move rule ${place} down`}
          onClick={() => onMove(1)}
          size="sm"
        />
        <IconButton
          disabled={disabled}
          icon="cross"
          label={`Remove rule ${place}`}
          onClick={onRemove}
          size="sm"
        />
      </Cell>
    </Row>
  );
};
