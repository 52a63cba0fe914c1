import Link from "next/link";
import { Mark } from "@/components/ui/mark";
import { programAddress } from "@/lib/client/program-address";
import type { MatrixGates, MatrixGroup } from "@/lib/contract/matrix";

type Tallies = MatrixGates["environments"][string][string];

const kinds = {
  fail: "fail",
  unknown: "unknown",
  waived: "waived",
  pass: "pass",
  "not-applicable": "none",
} as const;

/** The step that comes next where so much of it has moved, and how it is called. */
const nextStep = ({ target, canary, legacy }: MatrixGroup["share"][string]) => {
  if (target + canary === 0) return { at: 0, words: "the first cohort" };
  return legacy + canary > 0
    ? { at: 1, words: "the next cohort" }
    : { at: 3, words: "legacy is retired" };
};

/** How many gates of a capability hold before its next step, with the worst of them; the way to the board. */
export const GatesMark = ({
  tallies,
  share,
  program,
  environment,
  capability,
  title,
}: {
  tallies: Tallies | undefined;
  share: MatrixGroup["share"][string] | undefined;
  program: string;
  environment: { readonly key: string; readonly name: string };
  capability: string;
  title: string;
}) => {
  const next = share && nextStep(share);
  const tally = next && tallies?.[next.at];
  if (!tally || tally.worst === null) return null;
  const words = `${tally.holds} of ${tally.of} gates hold before ${next.words}`;
  return (
    <Link
      aria-label={`${words} of ${title} in ${environment.name}`}
      className="ml-auto flex shrink-0 items-center gap-1 rounded-sm text-ink-3 text-sm hover:text-ink"
      href={programAddress(program, "gates", { environment: environment.key, q: capability })}
      prefetch={false}
      title={words}
    >
      {tally.holds}/{tally.of}
      <Mark kind={kinds[tally.worst]} label={tally.worst} />
    </Link>
  );
};
