import Link from "next/link";
import { OutcomeWord } from "@/components/evidence/outcome-word";
import type { ReportedEvidence } from "@/lib/contract/evidence";

/** What was stored of an upload, each with the way to it. */
export const StoredReports = ({
  program,
  evidence,
}: {
  program: string;
  evidence: readonly ReportedEvidence[];
}) => (
  <ul className="flex flex-col gap-3">
    {evidence.map(({ id, file, outcome, says, isRepeated }) => (
      <li key={id}>
        <p className="flex flex-wrap items-center gap-x-3">
          <Link
            className="mono wrap-anywhere font-strong underline"
            href={`/programs/${program}/evidence/${id}`}
            prefetch={false}
          >
            {file}
          </Link>
          <OutcomeWord outcome={outcome} />
          {isRepeated && <span className="text-ink-3">reported before, not stored again</span>}
        </p>
        <p className="text-ink-2">{says}</p>
      </li>
    ))}
  </ul>
);
