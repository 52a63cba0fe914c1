"use client";
import Link from "next/link";
import { cohortNote } from "@/components/switches/change-words";
import type { FlipOf } from "@/components/switches/flip-dialog";
import { OwnerBadge } from "@/components/switches/owner-badge";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Panel } from "@/components/ui/panel";
import { itemAddress, programAddress } from "@/lib/client/program-address";
import type { RuleView, SwitchLevel } from "@/lib/contract/switches";

const levels = [
  { level: "program", title: "Program default" },
  { level: "family", title: "Families" },
  { level: "capability", title: "Capabilities" },
  { level: "route", title: "Routes" },
] as const satisfies readonly { level: SwitchLevel; title: string }[];

const rowsAddress = (program: string, { level, key }: RuleView): string =>
  level === "route"
    ? itemAddress(program, "route", key)
    : programAddress(program, "matrix", level === "program" ? {} : { [level]: key });

const RuleRow = ({
  program,
  rule,
  mayFlip,
  mayRollBack,
  onFlip,
}: {
  program: string;
  rule: RuleView;
  mayFlip: boolean;
  mayRollBack: boolean;
  onFlip: (flip: FlipOf) => void;
}) => {
  const { level, key: subject, title, side, decides } = rule;
  const name = level === "program" ? "everything else" : title;
  const flip = (aim?: FlipOf["aim"]) => onFlip({ level, subject, title: name, side, aim });
  const isOnTarget = side === "target";
  return (
    <li className="grid min-h-8.5 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-line-soft border-t px-4 py-1.5 hover:bg-target-soft sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_6rem_auto] sm:py-1">
      <Link
        className={classNames(
          "col-span-2 min-w-0 truncate hover:underline sm:col-span-1",
          level !== "program" && "mono",
        )}
        href={rowsAddress(program, rule)}
        title={title}
      >
        {title}
      </Link>
      <span className="flex flex-wrap items-center gap-x-1.5">
        <OwnerBadge side={side} word={rule.owner} />
        {cohortNote(rule) && <span className="text-ink-3">{cohortNote(rule)}</span>}
      </span>
      <span className="text-ink-2 sm:text-right">
        {decides.toLocaleString("en-GB")} {decides === 1 ? "route" : "routes"}
      </span>
      <span className="col-span-2 flex gap-1.5 empty:hidden sm:col-span-1 sm:w-52 sm:justify-end">
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
        {level !== "program" && (mayFlip || (mayRollBack && isOnTarget)) && (
          <Button
            aria-label={`Remove the rule of ${name}`}
            onClick={() => flip("remove")}
            size="sm"
            variant="ghost"
          >
            Remove
          </Button>
        )}
      </span>
    </li>
  );
};

/** Every rule, the widest first: a nearer one decides before a wider one. */
export const RuleList = ({
  program,
  rules,
  onAdd,
  ...actions
}: {
  program: string;
  rules: readonly RuleView[];
  mayFlip: boolean;
  mayRollBack: boolean;
  onFlip: (flip: FlipOf) => void;
  onAdd: () => void;
}) => (
  <Panel
    action={
      actions.mayFlip && (
        <Button icon="plus" onClick={onAdd} size="sm">
          Add a rule
        </Button>
      )
    }
    flush
    title="Rules for routes"
  >
    {levels.map(({ level, title }) => {
      const own = rules.filter((rule) => rule.level === level);
      return own.length === 0 ? null : (
        <section key={level}>
          <h3 className="border-line-soft border-t bg-canvas px-4 py-1 font-medium text-ink-3 text-sm">
            {title}
          </h3>
          <ul>
            {own.map((rule) => (
              <RuleRow key={rule.key} program={program} rule={rule} {...actions} />
            ))}
          </ul>
        </section>
      );
    })}
    {rules.length <= 1 && (
      <p className="border-line-soft border-t px-4 py-3 text-ink-2">
        No family, capability or route has a rule of its own: the default decides everything.
      </p>
    )}
  </Panel>
);
