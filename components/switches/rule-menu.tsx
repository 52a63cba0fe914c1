"use client";
import { type RuleActions, ruleName } from "@/components/switches/rule-actions";
import { ruleWords } from "@/components/switches/rule-words";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import type { RuleView } from "@/lib/contract/switches";

type Owners = { readonly legacy: string; readonly target: string };

/** What is done with a rule less often: into the draft of a change, away, or together with what hangs on it. */
export const RuleMenu = ({
  rule,
  owners,
  mayFlip,
  mayRollBack,
  onFlip,
  onDraft,
  onPlan,
}: RuleActions & { rule: RuleView; owners: Owners }) => {
  const { level, key, side } = rule;
  const name = ruleName(rule);
  if (!mayFlip && !mayRollBack) return null;
  const draft = (owner: string | null) =>
    onDraft([{ edit: { level, key, owner }, title: name, was: ruleWords(rule) }]);
  return (
    <Menu align="end" trigger={<IconButton icon="more" label={`More for ${name}`} size="sm" />}>
      <MenuLabel>Into the draft</MenuLabel>
      {mayFlip && (
        <MenuItem icon="plus" onSelect={() => draft(owners.target)}>
          To {owners.target}
        </MenuItem>
      )}
      <MenuItem icon="plus" onSelect={() => draft(owners.legacy)}>
        To {owners.legacy}
      </MenuItem>
      {level !== "program" && (
        <MenuItem icon="plus" onSelect={() => draft(null)}>
          Without this rule
        </MenuItem>
      )}
      {level !== "program" && level !== "worker" && (
        <>
          <MenuSeparator />
          <MenuItem
            icon="arrow-right"
            onSelect={() =>
              onPlan({ level, key, title: name, to: side === "target" ? "legacy" : "target" })
            }
          >
            Move with what hangs on it
          </MenuItem>
          <MenuItem
            icon="minus"
            onSelect={() => onFlip({ level, subject: key, title: name, side, aim: "remove" })}
          >
            Remove the rule
          </MenuItem>
        </>
      )}
    </Menu>
  );
};
