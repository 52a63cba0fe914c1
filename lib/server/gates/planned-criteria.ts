/** An edit of criteria as it would be made on what stands. */
export type PlannedCriteria = {
  /** What is edited, at the version that was seen: an approval is given on this. */
  readonly ground: string;
  readonly title: string;
  /** What changes, line by line. */
  readonly changes: readonly string[];
};
