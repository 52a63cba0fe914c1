const folded = (word: string): string => word.trim().replace(/\s+/g, " ").toLowerCase();

/** The single owners in an owner field: `registry, @kenji / worker-platform` names three. */
export const ownersIn = (words: string): string[] =>
  words
    .split(/[,;/&+\n]|\band\b/i)
    .map(folded)
    .filter((word) => word !== "");

/** Who can be meant by an owner's words. */
export type KnownOwners = {
  readonly teams: readonly { readonly key: string; readonly name: string }[];
  readonly people: readonly { readonly handle: string; readonly name: string }[];
};

/** Who a word means: whoever has the handle, else the one person with that printed name; of several nobody. */
const personMeant = (word: string, people: KnownOwners["people"]): string | null => {
  const handle = word.startsWith("@") ? word.slice(1) : word;
  const known = people.find((one) => folded(one.handle) === handle);
  if (known || handle !== word) return known?.handle ?? null;
  const [named, ...others] = people.filter((one) => folded(one.name) === word);
  return named && others.length === 0 ? named.handle : null;
};

/**
 * Whom an owner's words name: keys of teams, and people as `@handle`, each once and in the order of the
 * words. Words that name nobody known are left out: nobody signs in the name of a word. A printed name is
 * whatever its bearer says: it never takes what is another's by their handle, nor what two people bear.
 */
export const namedOwners = (words: string | null, { teams, people }: KnownOwners): string[] => [
  ...new Set(
    ownersIn(words ?? "").flatMap((word) => {
      const team = teams.find(({ key, name }) => folded(key) === word || folded(name) === word);
      if (team) return [team.key];
      const handle = personMeant(word, people);
      return handle === null ? [] : [`@${handle}`];
    }),
  ),
];
