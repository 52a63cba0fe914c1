"use client";
import { useMemo, useState } from "react";
import { MarkedRules } from "@/components/switches/marked-rules";
import { type RuleActions, ruleId } from "@/components/switches/rule-actions";
import { byCapability, filterRules } from "@/components/switches/rule-filter";
import { RuleRow, ruleColumns } from "@/components/switches/rule-row";
import { RuleSection } from "@/components/switches/rule-section";
import { RuleTools } from "@/components/switches/rule-tools";
import { editWords } from "@/components/switches/rule-words";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { Draft } from "@/lib/client/change-draft";
import type { SwitchesAnswer } from "@/lib/client/switch-queries";
import { useSearchState } from "@/lib/client/use-search-state";
import type { RuleView, SwitchLevel } from "@/lib/contract/switches";

const levels = [
  { level: "program", title: "Program default" },
  { level: "family", title: "Families" },
  { level: "capability", title: "Capabilities" },
  { level: "route", title: "Routes" },
] as const satisfies readonly { level: SwitchLevel; title: string }[];

// Fewer rules of routes are read at one look; more are found by their capability.
const ungroupedAtMost = 12;

/** Every rule, the widest first: a nearer one decides before a wider one. */
export const RuleList = ({
  program,
  environment,
  switches,
  draft,
  onAdd,
  ...actions
}: RuleActions & {
  program: string;
  environment: string;
  switches: SwitchesAnswer;
  draft: Draft;
  onAdd: () => void;
}) => {
  const { owners, rules, legacyStates } = switches;
  const { text, change } = useSearchState();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [folded, setFolded] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [q, chosen] = [text("q"), text("rules")];
  const isNarrowed = q !== "" || chosen !== "";
  const shown = useMemo(
    () => filterRules(rules, { text: q, traits: chosen.split(",").filter(Boolean) }),
    [rules, q, chosen],
  );
  const drafted = new Map(draft.map(({ edit }) => [ruleId(edit), editWords(edit, owners)]));
  const toggle = (of: RuleView) => {
    const id = ruleId(of);
    setOpen((now) => new Set(now.has(id) ? [...now].filter((each) => each !== id) : [...now, id]));
  };
  const mark = (some: readonly RuleView[], isMarked: boolean) => {
    const ids = new Set(some.map(ruleId));
    setMarked(
      (now) => new Set([...[...now].filter((id) => !ids.has(id)), ...(isMarked ? ids : [])]),
    );
  };
  const row = (rule: RuleView) => (
    <RuleRow
      drafted={drafted.get(ruleId(rule))}
      environment={environment}
      isMarked={marked.has(ruleId(rule))}
      isOpen={open.has(ruleId(rule))}
      key={rule.key}
      legacy={rule.level === "capability" ? legacyStates[rule.key] : undefined}
      onMark={(isMarked) => mark([rule], isMarked)}
      onToggle={() => toggle(rule)}
      owners={owners}
      program={program}
      rule={rule}
      {...actions}
    />
  );
  const sectionOf = (name: string, isFoldedFirst: boolean) => ({
    // What was searched for is not hidden again.
    isFolded: folded.get(`${name} ${isNarrowed}`) ?? (isFoldedFirst && !isNarrowed),
    onFold: (isFolded: boolean) =>
      setFolded((now) => new Map([...now, [`${name} ${isNarrowed}`, isFolded]])),
    isMarked: (rule: RuleView) => marked.has(ruleId(rule)),
    ...(actions.mayRollBack && { onMark: mark }),
  });
  return (
    <Panel className="overflow-hidden" flush>
      <RuleTools
        onAdd={actions.mayFlip ? onAdd : undefined}
        owners={owners}
        rules={rules}
        shown={shown.length}
      />
      <MarkedRules
        onClear={() => setMarked(new Set())}
        owners={owners}
        rules={rules.filter((rule) => marked.has(ruleId(rule)))}
        {...actions}
      />
      <div
        aria-hidden="true"
        className={classNames(
          "hidden gap-x-3 border-line-soft border-t py-1 pr-4 pl-2 text-ink-3 text-sm lg:grid",
          ruleColumns,
        )}
      >
        <span />
        <span>Rule</span>
        <span>Owner</span>
        <span className="text-right">Routes today</span>
        <span>Traffic</span>
        <span>Set</span>
      </div>
      {levels.map(({ level, title }) => {
        const own = shown
          .filter((rule) => rule.level === level)
          .sort((one, other) => one.title.localeCompare(other.title));
        if (own.length === 0) return null;
        const isGrouped = level === "route" && own.length > ungroupedAtMost;
        return isGrouped ? (
          <section key={level}>
            <h3 className="flex min-h-7.5 items-center border-line-soft border-t bg-canvas px-4 font-medium text-ink-2 text-sm">
              {title}
              <span className="ml-auto font-normal text-ink-3">{own.length} rules</span>
            </h3>
            {byCapability(own).map((group) => (
              <RuleSection
                key={group.key ?? ""}
                nested
                rules={group.rules}
                title={group.key ?? "of no capability"}
                {...sectionOf(`route ${group.key}`, true)}
              >
                {row}
              </RuleSection>
            ))}
          </section>
        ) : (
          <RuleSection key={level} rules={own} title={title} {...sectionOf(level, false)}>
            {row}
          </RuleSection>
        );
      })}
      {isNarrowed && shown.length === 0 && (
        <div className="border-line-soft border-t">
          <EmptyState
            action={
              <Button onClick={() => change({ q: null, rules: null })}>Show all rules</Button>
            }
            title="No rule fits"
          >
            A route without a rule of its own is decided by a wider one.
          </EmptyState>
        </div>
      )}
      {!isNarrowed && rules.length <= 1 && (
        <p className="border-line-soft border-t px-4 py-3 text-ink-2">
          No family, capability or route has a rule of its own: the default decides everything.
        </p>
      )}
    </Panel>
  );
};
