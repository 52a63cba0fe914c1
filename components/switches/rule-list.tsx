"use client";
import { Fragment, useMemo, useState } from "react";
import { MarkedRules } from "@/components/switches/marked-rules";
import { type RuleActions, ruleId } from "@/components/switches/rule-actions";
import { filterRules } from "@/components/switches/rule-filter";
import { RuleRow, ruleColumns } from "@/components/switches/rule-row";
import { RuleSection } from "@/components/switches/rule-section";
import { ruleSections } from "@/components/switches/rule-sections";
import { RuleTools } from "@/components/switches/rule-tools";
import { editWords } from "@/components/switches/rule-words";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { useRowKeys } from "@/components/ui/use-row-keys";
import type { Draft } from "@/lib/client/change-draft";
import { saveCsv } from "@/lib/client/save-csv";
import type { SwitchesAnswer } from "@/lib/client/switch-queries";
import { useSearchState } from "@/lib/client/use-search-state";
import type { RuleView } from "@/lib/contract/switches";

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
  const foldOf = (name: string) => `${name} ${isNarrowed}`;
  const sections = ruleSections(shown).map((section) => ({
    ...section,
    // What was searched for is not hidden again.
    isFolded: folded.get(foldOf(section.name)) ?? (section.isNested && !isNarrowed),
  }));
  const rows = sections.flatMap((section) => (section.isFolded ? [] : section.rules));
  const { active } = useRowKeys({
    count: rows.length,
    onOpen: (at) => rows[at] && toggle(rows[at]),
    onMark: (at) =>
      rows[at] && actions.mayRollBack && mark([rows[at]], !marked.has(ruleId(rows[at]))),
  });
  const activeRule = rows[active];
  const row = (rule: RuleView) => (
    <RuleRow
      drafted={drafted.get(ruleId(rule))}
      environment={environment}
      isActive={rule === activeRule}
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
  return (
    <Panel className="overflow-hidden" flush>
      <RuleTools
        onAdd={actions.mayFlip ? onAdd : undefined}
        owners={owners}
        onExport={async () => {
          const { ruleCsv } = await import("@/components/switches/rule-csv");
          saveCsv(
            ruleCsv(sections.flatMap((section) => section.rules)),
            `${program}-${environment}-rules.csv`,
          );
        }}
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
        <span className="text-right">Routes</span>
        <span>{rules.every((rule) => rule.observedShare === null) ? "Unobserved" : "Traffic"}</span>
        <span>Set</span>
      </div>
      {sections.map(({ name, title, above, isNested, isFolded, rules: own }) => (
        <Fragment key={name}>
          {above && (
            <h3 className="flex min-h-7.5 items-center border-line-soft border-t bg-canvas px-4 font-medium text-ink-2 text-sm">
              {above}
            </h3>
          )}
          <RuleSection
            isFolded={isFolded}
            isMarked={(rule) => marked.has(ruleId(rule))}
            nested={isNested}
            onFold={(next) => setFolded((now) => new Map([...now, [foldOf(name), next]]))}
            onMark={actions.mayRollBack ? mark : undefined}
            rules={own}
            title={title}
          >
            {row}
          </RuleSection>
        </Fragment>
      ))}
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
