import Link from "next/link";
import { shortCommit } from "@/components/evidence/evidence-words";
import { OutcomeWord } from "@/components/evidence/outcome-word";
import { Time } from "@/components/ui/time";
import { programAddress } from "@/lib/client/program-address";
import type { StandingView } from "@/lib/contract/tests";

/** A dispute in words: what each report of the build said. */
const disputeWords = ({ reports }: StandingView): string =>
  reports.map(({ outcome, at }) => `${outcome} at ${at}`).join(", ");

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
    <span className="inline-flex items-center gap-2">
      <Link
        className="hover:underline"
        href={programAddress(program, `evidence/${standing.evidence}`)}
        prefetch={false}
        title={standing.outcome === "disputed" ? disputeWords(standing) : undefined}
      >
        <OutcomeWord outcome={standing.outcome} />
      </Link>
      <span className="mono text-ink-2" title={standing.commit}>
        {shortCommit(standing.commit)}
      </span>
      <span className="text-ink-3">
        <Time bare iso={standing.at} />
      </span>
    </span>
  );
