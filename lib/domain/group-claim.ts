/** What a provider told of somebody's groups: those that can be read, and what was wrong, in words. */
export type ToldGroups = { readonly groups: readonly string[]; readonly words: string };

const mostGroups = 2_000;
const longestGroup = 300;

const none = (words: string): ToldGroups => ({ groups: [], words });

const kindOf = (value: unknown): string =>
  typeof value === "string"
    ? "text"
    : Array.isArray(value)
      ? "a list"
      : `a value (${typeof value})`;

/**
 * The groups in a claim of an identity provider. Only a list of names counts: text is not split, an
 * object is not searched, and of more than 2,000 entries none is taken, so that it never depends on
 * their order who may what. What counts for nothing is said in words; access that followed groups
 * then ends, because nobody vouches for it. `overage`: the provider only refers to the groups.
 */
export const readGroupClaim = (claim: string, value: unknown, overage = false): ToldGroups => {
  if (value === undefined || value === null) {
    return none(
      overage
        ? `The provider says that there are too many groups to tell and only refers to them. Have it send those that Signalbox maps in the claim "${claim}".`
        : `The provider told no groups: the claim "${claim}" is missing.`,
    );
  }
  if (!Array.isArray(value)) {
    return none(
      `The claim "${claim}" is ${kindOf(value)}, not a list of names, so no group counts.`,
    );
  }
  if (value.length > mostGroups) {
    return none(
      `The claim "${claim}" has ${value.length} entries; at most ${mostGroups} are read, so no group counts. Have the provider send only those that Signalbox maps.`,
    );
  }
  const groups = value.filter(
    (entry): entry is string =>
      typeof entry === "string" && entry.trim() !== "" && entry.length <= longestGroup,
  );
  const left = value.length - groups.length;
  return {
    groups: [...new Set(groups.map((group) => group.trim()))],
    words:
      left === 0
        ? ""
        : `${left} of ${value.length} entries of the claim "${claim}" ${left === 1 ? "is" : "are"} no name of at most ${longestGroup} characters and ${left === 1 ? "counts" : "count"} for nothing.`,
  };
};
