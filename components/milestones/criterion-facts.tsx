import Link from "next/link";
import type { ReactNode } from "react";
import { CriterionClauses } from "@/components/milestones/criterion-clauses";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { CriterionView } from "@/lib/contract/milestones";

/** A criterion as a line shows it, live or on a board that was frozen. */
export type ShownCriterion = Pick<
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
  Partial<Pick<CriterionView, "isLate" | "link" | "related" | "origin" | "comments" | "clauses">>;

const checklistWords = (clauses: CriterionView["clauses"]): string => {
  if (clauses.length === 0) return "A line of a checklist";
  return clauses.some(({ kind }) => kind === "said")
    ? "A line of a checklist, read from signatures as far as it can be"
    : "A line of a checklist, read from signatures";
};

/** What a criterion was read from, shown when its line is open. */
export const CriterionFacts = ({
  criterion: {
    because,
    facts,
    evidence,
    notes,
    related = [],
    origin = {},
    kind,
    comments = 0,
    clauses = [],
  },
  program,
  actions = [],
  children,
}: {
  criterion: ShownCriterion;
  program: string;
  actions?: readonly { readonly label: string; readonly onPress: () => void }[] | undefined;
  children?: ReactNode;
}) => {
  const source = Object.values(origin)[0]?.[0];
  const told = new Set(clauses.map((clause) => clause.because));
  const shownFacts = facts.filter((fact) => !told.has(fact));
  return (
    <div className="mr-4 mb-2 ml-11.5 flex flex-col gap-1.5 border-line-soft border-l pl-3 text-ink-2">
      {clauses.length === 0 ? (
        <p className="wrap-anywhere">{because}</p>
      ) : (
        <CriterionClauses clauses={clauses} />
      )}
      {shownFacts.length > 0 && (
        <ul className="list-disc pl-4">
          {shownFacts.map((fact) => (
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
        {kind === "checklist" ? checklistWords(clauses) : `Read from a ${kind}`}
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
