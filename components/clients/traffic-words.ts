import type { Owners } from "@/components/switches/change-words";
import type { TrafficAnswer } from "@/lib/client/client-queries";

type Counts = TrafficAnswer["totals"]["observed"];

export const allOf = ({ legacy, target, other }: Counts): number => legacy + target + other;

/** A share, 0 to 1, as people read it: `12.5 %`; the very small is not nothing. */
export const percentWords = (share: number): string => {
  if (share > 0 && share < 0.001) return "under 0.1 %";
  if (share < 1 && share > 0.999) return "over 99.9 %";
  return `${Math.round(share * 1000) / 10} %`;
};

/** Who handled how much: `90 % python, 10 % go`; null where nothing was counted. */
export const sharesWords = (counts: Counts, { legacy, target }: Owners): string | null => {
  const all = allOf(counts);
  if (all === 0) return null;
  return (
    [
      [counts.legacy, legacy],
      [counts.target, target],
      [counts.other, "neither"],
    ] as const
  )
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${percentWords(count / all)} ${word}`)
    .join(", ");
};

/** What was counted over all routes, in a sentence. */
export const observedWords = ({ totals, withoutRoute }: TrafficAnswer, owners: Owners): string => {
  const shares = sharesWords(totals.observed, owners);
  if (shares === null) {
    return "Unobserved: no upstream, and no metric of one, has told what it handled. What clients decided is shown, and is no proof.";
  }
  const stray = allOf(withoutRoute.observed);
  const of = stray === 0 ? "" : ` ${stray.toLocaleString("en-GB")} of no known route.`;
  return `${allOf(totals.observed).toLocaleString("en-GB")} requests counted at the upstreams' side: ${shares}.${of}`;
};
