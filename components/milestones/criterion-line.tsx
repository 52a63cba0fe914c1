"use client";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { markWords } from "@/components/milestones/milestone-words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Due } from "@/components/ui/due";
import { Mark } from "@/components/ui/mark";
import type { CriterionView } from "@/lib/contract/milestones";

type Shown = Pick<
  CriterionView,
  | "key"
  | "title"
  | "kind"
  | "group"
  | "state"
  | "because"
  | "facts"
  | "evidence"
  | "notes"
  | "owner"
  | "dueAt"
> &
  Partial<Pick<CriterionView, "isLate" | "link" | "related" | "origin" | "comments">>;

const linkWords: Record<string, string> = { gate: "Gate", decision: "Decision" };

/** One criterion as it reads: its mark, whose it is and how late, and on demand what it was read from. */
export const CriterionLine = ({
  criterion,
  program,
  actions,
  children,
}: {
  criterion: Shown;
  program: string;
  /** What can be done with it, shown when it is open. */
  actions?: readonly { readonly label: string; readonly onPress: () => void }[] | undefined;
  /** What goes beneath its facts when it is open. */
  children?: ReactNode;
}) => {
  const [isOpen, setOpen] = useState(false);
  const { state, title, link, kind } = criterion;
  return (
    <li>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 gap-y-0.5 px-4 py-1 sm:grid-cols-[auto_minmax(0,1fr)_minmax(9rem,14rem)_4.5rem]">
        <span className="mt-0.5">
          <Mark kind={state} label={markWords[state]} />
        </span>
        <button
          aria-expanded={isOpen}
          className="min-w-0 wrap-anywhere rounded-sm text-left hover:underline"
          onClick={() => setOpen(!isOpen)}
          type="button"
        >
          {title}
        </button>
        <span className="col-start-2 flex flex-wrap gap-x-3 sm:contents">
          <span className="sm:col-start-3">
            <Due
              dueAt={state === "pass" ? null : criterion.dueAt}
              isLate={criterion.isLate ?? false}
              nobody={state === "pass" ? "" : "no owner"}
              owner={criterion.owner}
            />
          </span>
          <span className="sm:col-start-4 sm:text-right">
            {link ? (
              <Link
                className="font-medium text-target hover:underline"
                href={link}
                prefetch={false}
              >
                {linkWords[kind] ?? "Open"}
              </Link>
            ) : (
              actions?.[0] && (
                <button
                  className="font-medium text-target hover:underline"
                  onClick={actions[0].onPress}
                  type="button"
                >
                  {actions[0].label}
                </button>
              )
            )}
          </span>
        </span>
      </div>
      {isOpen && (
        <CriterionFacts actions={actions} criterion={criterion} program={program}>
          {children}
        </CriterionFacts>
      )}
    </li>
  );
};

const CriterionFacts = ({
  criterion: { because, facts, evidence, notes, related = [], origin = {}, kind, comments = 0 },
  program,
  actions = [],
  children,
}: {
  criterion: Shown;
  program: string;
  actions?: readonly { readonly label: string; readonly onPress: () => void }[] | undefined;
  children?: ReactNode;
}) => {
  const source = Object.values(origin)[0]?.[0];
  return (
    <div className="mr-4 mb-2 ml-11.5 flex flex-col gap-1.5 border-line-soft border-l pl-3 text-ink-2">
      <p className="wrap-anywhere">{because}</p>
      {facts.length > 0 && (
        <ul className="list-disc pl-4">
          {facts.map((fact) => (
            <li className="wrap-anywhere" key={fact}>
              {fact}
            </li>
          ))}
        </ul>
      )}
      {evidence !== "" && (
        <p className="wrap-anywhere">
          <span className="text-ink-3">Evidence</span> {evidence}
        </p>
      )}
      {notes !== "" && (
        <p className="wrap-anywhere">
          <span className="text-ink-3">Notes</span> {notes}
        </p>
      )}
      {related.length > 0 && (
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {related.map((each) => (
            <li key={`${each.kind} ${each.key}`}>
              <Link
                className="font-medium text-target hover:underline"
                href={
                  each.kind === "gate"
                    ? `/programs/${program}/gates/program/${encodeURIComponent(each.key)}`
                    : `/programs/${program}/decisions/${encodeURIComponent(each.key)}`
                }
                prefetch={false}
                title={each.title}
              >
                {each.key}
              </Link>{" "}
              <Badge tone={each.holds ? "green" : "red"}>{each.state.replaceAll("-", " ")}</Badge>
            </li>
          ))}
        </ul>
      )}
      <p className="text-ink-3 text-sm">
        {kind === "checklist" ? "A line of a checklist" : `Read from a ${kind}`}
        {source && `, from ${source.file}${source.row ? `, row ${source.row}` : ""}`}
        {comments > 0 && `, ${comments} ${comments === 1 ? "comment" : "comments"}`}
      </p>
      {actions.length > 0 && (
        <p className="flex flex-wrap gap-2">
          {actions.map(({ label, onPress }) => (
            <Button key={label} onClick={onPress} size="sm">
              {label}
            </Button>
          ))}
        </p>
      )}
      {children}
    </div>
  );
};
