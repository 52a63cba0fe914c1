import type { ReviewSessionView } from "@/lib/contract/review-sessions";

type Outcome = ReviewSessionView["rows"][number]["outcome"];

/** What came of a row in a meeting, in a word or two. */
export const outcomeWords = {
  signed: "signed",
  returned: "sent back",
  skipped: "left for later",
  open: "not gone through",
} as const satisfies Record<Outcome, string>;

/** What a meeting goes through: `Review of BATCH-A1-ROUTES`. */
export const reviewTitle = ({
  batch,
  weekOf,
}: Pick<ReviewSessionView, "batch" | "weekOf">): string =>
  `Review of ${batch ?? `the week of ${weekOf}`}`;

/** Names that somebody typed, a name a line or parted by commas; each once. */
export const namesTyped = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n,;]/)
      .map((name) => name.trim())
      .filter((name) => name !== ""),
  ),
];
