"use client";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { CriterionFacts, type ShownCriterion } from "@/components/milestones/criterion-facts";
import { markWords } from "@/components/milestones/milestone-words";
import { Due } from "@/components/ui/due";
import { Mark } from "@/components/ui/mark";

const linkWords: Record<string, string> = {
  gate: "Gate",
  decision: "Decision",
  checklist: "Document",
};

/** One criterion as it reads: its mark, whose it is and how late, and on demand what it was read from. */
export const CriterionLine = ({
  criterion,
  program,
  actions,
  children,
}: {
  criterion: ShownCriterion;
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
