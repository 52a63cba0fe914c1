import type { MatrixGates, MatrixGroup } from "@/lib/contract/matrix";

type Tallies = MatrixGates["environments"][string][string];

/** The step that comes next where so much of it has moved, and how it is called. */
const nextStep = ({ target, canary, legacy }: MatrixGroup["share"][string]) => {
  if (target + canary === 0) return { at: 0, words: "the first cohort" };
  return legacy + canary > 0
    ? { at: 1, words: "the next cohort" }
    : { at: 3, words: "legacy is retired" };
};

/** How many gates of a capability hold before its next step, in words too; null where none is asked for. */
export const nextGates = (
  tallies: Tallies | undefined,
  share: MatrixGroup["share"][string] | undefined,
) => {
  const next = share && nextStep(share);
  const tally = next && tallies?.[next.at];
  if (!tally || tally.worst === null) return null;
  const { holds, of, worst } = tally;
  return { holds, of, worst, says: `${holds} of ${of} gates hold before ${next.words}` };
};
