"use client";
import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import type { RuleView } from "@/lib/contract/switches";

// A page with more rows than this is slow to draw; who looks for one of them searches.
const drawnAtOnce = 100;

const sumOf = (rules: readonly RuleView[]): string => {
  const decides = rules.reduce((sum, rule) => sum + rule.decides, 0);
  return `${rules.length} ${rules.length === 1 ? "rule decides" : "rules decide"} ${decides.toLocaleString("en-GB")} ${decides === 1 ? "route" : "routes"}`;
};

/** The rules of a level, or of one capability's routes: a heading that folds them, and the rows. */
export const RuleSection = ({
  title,
  rules,
  nested = false,
  isFolded,
  onFold,
  isMarked,
  onMark,
  children,
}: {
  title: string;
  rules: readonly RuleView[];
  nested?: boolean;
  isFolded: boolean;
  onFold: (isFolded: boolean) => void;
  isMarked: (rule: RuleView) => boolean;
  /** Left out for whoever may change nothing. */
  onMark?: (rules: readonly RuleView[], isMarked: boolean) => void;
  children: (rule: RuleView) => ReactNode;
}) => {
  const list = useId();
  const [drawn, setDrawn] = useState(drawnAtOnce);
  const marked = rules.filter(isMarked).length;
  const Heading = nested ? "h4" : "h3";
  return (
    <section>
      <div
        className={classNames(
          "flex min-h-7.5 items-center gap-1 border-line-soft border-t pr-4 pl-2 text-sm",
          nested ? "bg-rail" : "bg-canvas",
        )}
      >
        <button
          aria-controls={isFolded ? undefined : list}
          aria-expanded={!isFolded}
          aria-label={`Rules: ${title}`}
          className="grid size-6 place-items-center rounded-sm text-ink-3 hover:text-ink"
          onClick={() => onFold(!isFolded)}
          type="button"
        >
          <Icon name={isFolded ? "chevron-right" : "chevron-down"} size={13} />
        </button>
        {onMark && (
          <span className="grid size-4.5 place-items-center">
            {rules.length > 1 && !isFolded && (
              <Checkbox
                checked={marked === 0 ? false : marked === rules.length ? true : "indeterminate"}
                hideLabel
                label={`Mark all of ${title}`}
                onChange={(next) => onMark(rules, next)}
              />
            )}
          </span>
        )}
        <Heading
          className={classNames("ml-3.5 min-w-0 truncate font-medium text-ink-2", nested && "mono")}
        >
          {title}
        </Heading>
        <span className="ml-auto whitespace-nowrap pl-3 text-ink-3">{sumOf(rules)}</span>
      </div>
      {!isFolded && (
        <ul id={list}>
          {rules.slice(0, drawn).map((rule) => children(rule))}
          {rules.length > drawn && (
            <li className="border-line-soft border-t px-4 py-1.5">
              <Button onClick={() => setDrawn(drawn + drawnAtOnce)} size="sm" variant="ghost">
                {Math.min(drawnAtOnce, rules.length - drawn)} more of{" "}
                {rules.length.toLocaleString("en-GB")}
              </Button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
};
