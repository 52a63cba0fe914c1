"use client";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useId } from "react";
import { cohortNote } from "@/components/switches/change-words";
import { OwnerBadge } from "@/components/switches/owner-badge";
import { RouteTitle } from "@/components/switches/route-title";
import { type RuleActions, ruleName } from "@/components/switches/rule-actions";
import { RuleMenu } from "@/components/switches/rule-menu";
import { RuleTraffic } from "@/components/switches/rule-traffic";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { Time } from "@/components/ui/time";
import { itemAddress, programAddress } from "@/lib/client/program-address";
import type { LegacyState, RuleView } from "@/lib/contract/switches";

const RuleDetails = dynamic(
  () => import("@/components/switches/rule-details").then((module) => module.RuleDetails),
  { ssr: false },
);

/** The columns of the list of rules where there is room for them. */
export const ruleColumns =
  "lg:grid-cols-[3.25rem_minmax(0,2.6fr)_minmax(0,1.5fr)_5.5rem_6rem_minmax(0,1.2fr)_11.5rem]";

const rowsAddress = (program: string, environment: string, { level, key }: RuleView): string =>
  level === "route"
    ? itemAddress(program, "route", key)
    : programAddress(program, "matrix", {
        environment,
        ...(level === "program" ? {} : { [level]: key }),
      });

const bringIntoSight = (element: HTMLElement | null) =>
  element?.scrollIntoView({ block: "nearest" });

export type RuleRowProps = RuleActions & {
  program: string;
  environment: string;
  owners: { readonly legacy: string; readonly target: string };
  rule: RuleView;
  legacy: ReturnType<(typeof LegacyState)["parse"]> | undefined;
  /** What the draft makes of it, in words. */
  drafted: string | undefined;
  /** Under the keyboard. */
  isActive: boolean;
  isMarked: boolean;
  isOpen: boolean;
  onMark: (isMarked: boolean) => void;
  onToggle: () => void;
};

/** One rule: what it says, what that decides today, who set it; unfolded, everything known of it. */
export const RuleRow = (props: RuleRowProps) => {
  const { program, environment, rule, drafted, isActive, isMarked, isOpen, onMark, onToggle } =
    props;
  const { mayFlip, mayRollBack, onFlip } = props;
  const details = useId();
  const { level, key: subject, side, decides, covers, setBy } = rule;
  const name = ruleName(rule);
  const isOnTarget = side === "target";
  const note = cohortNote(rule);
  // On a phone owner and buttons share a line where both fit.
  const isLong = (note?.length ?? 0) > 14 || drafted !== undefined;
  const flip = (aim?: Parameters<typeof onFlip>[0]["aim"]) =>
    onFlip({ level, subject, title: name, side, aim });
  return (
    <li
      className={classNames(
        "scroll-mt-16 scroll-mb-24 border-line-soft border-t",
        isMarked && "bg-target-soft",
        isActive && "bg-target-soft outline-2 outline-focus -outline-offset-2",
      )}
      ref={isActive ? bringIntoSight : undefined}
    >
      <div
        className={classNames(
          "grid min-h-8.5 grid-cols-[3.25rem_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 py-1.5 pr-4 pl-2 hover:bg-target-soft lg:py-1",
          ruleColumns,
        )}
      >
        <span className="flex items-center gap-1">
          <button
            aria-controls={isOpen ? details : undefined}
            aria-expanded={isOpen}
            aria-label={`Details of ${name}`}
            className="grid size-6 place-items-center rounded-sm text-ink-3 hover:text-ink"
            onClick={onToggle}
            type="button"
          >
            <Icon name={isOpen ? "chevron-down" : "chevron-right"} size={13} />
          </button>
          {mayRollBack && (
            <Checkbox checked={isMarked} hideLabel label={`Mark ${name}`} onChange={onMark} />
          )}
        </span>
        <Link
          className={classNames(
            "min-w-0 hover:underline",
            level !== "program" && "mono",
            // Paths of one surface differ at their ends: they are not cut.
            level === "route" ? "wrap-anywhere" : "truncate",
          )}
          href={rowsAddress(program, environment, rule)}
          title={rule.title}
        >
          {level === "route" ? <RouteTitle title={rule.title} /> : rule.title}
        </Link>
        <span
          className={classNames(
            "order-1 col-start-2 flex min-w-0 flex-wrap items-center gap-x-1.5 lg:order-none lg:col-span-1 lg:col-start-auto lg:flex-nowrap",
            isLong && "col-span-2",
          )}
        >
          <OwnerBadge side={side} word={rule.owner} />
          {note && (
            <span className="min-w-0 text-ink-3 lg:truncate" title={note}>
              {note}
            </span>
          )}
          {drafted !== undefined && <Badge tone="violet">draft: {drafted}</Badge>}
        </span>
        <span className="text-right text-ink-2 tabular-nums">
          {decides === covers || level === "program"
            ? decides.toLocaleString("en-GB")
            : `${decides.toLocaleString("en-GB")} of ${covers.toLocaleString("en-GB")}`}
          <span className="lg:sr-only"> {covers === 1 || decides === 1 ? "route" : "routes"}</span>
        </span>
        <span className="hidden lg:block">
          <RuleTraffic share={rule.observedShare} />
        </span>
        <span
          className="hidden truncate text-ink-3 lg:block"
          title={setBy ? `${setBy.by}: ${setBy.reason}` : undefined}
        >
          {setBy ? (
            <>
              <Time iso={setBy.at} /> · {setBy.by}
            </>
          ) : (
            "from the beginning"
          )}
        </span>
        <span
          className={classNames(
            "order-2 flex items-center justify-end gap-1.5 empty:hidden lg:order-none lg:col-span-1 lg:col-start-auto",
            isLong && "col-span-2 col-start-2",
          )}
        >
          {mayRollBack && isOnTarget && (
            <Button aria-label={`Roll back ${name}`} onClick={() => flip("legacy")} size="sm">
              Roll back
            </Button>
          )}
          {mayFlip && (
            <Button
              aria-label={`Change ${name}`}
              onClick={() => flip(isOnTarget ? "target" : undefined)}
              size="sm"
            >
              Change
            </Button>
          )}
          <RuleMenu {...props} />
        </span>
      </div>
      {isOpen && (
        <div className="pr-4 pb-3 pl-14 text-sm" id={details}>
          <RuleDetails
            environment={environment}
            legacy={props.legacy}
            program={program}
            rule={rule}
          />
        </div>
      )}
    </li>
  );
};
