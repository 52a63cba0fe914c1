import Link from "next/link";
import { markWords } from "@/components/milestones/milestone-words";
import { Mark } from "@/components/ui/mark";
import type { CriterionView } from "@/lib/contract/milestones";

/** The parts of what a line asks: documents as they are signed, and what only somebody can say. */
export const CriterionClauses = ({ clauses }: { clauses: CriterionView["clauses"] }) => (
  <ul aria-label="What it asks" className="flex flex-col gap-1">
    {clauses.map(({ kind, title, state, because, link }) => (
      <li
        className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2"
        key={`${kind} ${title}`}
      >
        <span className="mt-0.5">
          <Mark kind={state} label={markWords[state]} />
        </span>
        <span className="wrap-anywhere">
          {link ? (
            <Link className="font-medium text-target hover:underline" href={link} prefetch={false}>
              {title}
            </Link>
          ) : (
            <span className="font-medium">{title}</span>
          )}
          <span className="block text-ink-3">{because}</span>
        </span>
      </li>
    ))}
  </ul>
);
