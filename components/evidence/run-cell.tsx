import Link from "next/link";
import { shortCommit } from "@/components/evidence/evidence-words";
import { OutcomeWord } from "@/components/evidence/outcome-word";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import type { StandingView } from "@/lib/contract/tests";

/** Reports of one build that disagree, each to be looked at: they are shown and never averaged. */
const Dispute = ({ program, reports }: { program: string } & Pick<StandingView, "reports">) => (
  <span className="inline-flex flex-wrap gap-x-2 text-ink-2">
    {reports.map(({ evidence, outcome }) => (
      <Link
        className="text-target hover:underline"
        href={programAddress(program, `evidence/${evidence}`)}
        key={evidence}
        prefetch={false}
      >
        {outcome}
      </Link>
    ))}
  </span>
);

/** The last run of a contract test on one side, leading to the report that says so. */
export const RunCell = ({
  program,
  standing,
}: {
  program: string;
  standing: StandingView | null;
}) =>
  standing === null ? (
    <span className="text-ink-3">never ran</span>
  ) : (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Link
        className="hover:underline"
        href={programAddress(program, `evidence/${standing.evidence}`)}
        prefetch={false}
      >
        <OutcomeWord outcome={standing.outcome} />
      </Link>
      {standing.outcome === "disputed" && <Dispute program={program} reports={standing.reports} />}
      <span className="mono text-ink-2" title={standing.commit}>
        {shortCommit(standing.commit)}
      </span>
      <span className="text-ink-3">
        <Time bare iso={standing.at} />
      </span>
    </span>
  );
