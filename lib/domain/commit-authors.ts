/** Who wrote a commit, as git or a forge names them, and which commit where that was told. */
export type CommitAuthor = { readonly who: string; readonly commit: string | null };

/** Somebody who may turn out to be an author. */
export type KnownPerson = {
  readonly id: string;
  readonly handle: string;
  /** Present and former ones: what was written under an old address is theirs still. */
  readonly addresses: readonly string[];
  /** Ids by which identity providers know them, as GitHub's number of an account. */
  readonly subjects: readonly string[];
};

/** Authors that one report names: more than a release has. */
export const mostAuthors = 500;

/** `ana@example.org` or `@ana`, and the commit behind it where it is told: as reports and stored evidence say it. */
export const authorFormat = /^(?<who>\S{1,320})(?: (?<commit>[0-9a-f]{7,64}))?$/i;

/** An author as a report says it; text that is none names nobody whom anybody knows. */
export const readAuthor = (text: string): CommitAuthor => {
  const { who = text, commit } = authorFormat.exec(text.trim())?.groups ?? {};
  return { who, commit: commit?.toLowerCase() ?? null };
};

// GitHub keeps addresses private: `12345+ana@users.noreply.github.com`, the account's number and login.
const privateAddress = /^(?:(?<number>\d+)\+)?(?<login>[^@]+)@users\.noreply\./;

/** Everything that an author's name may be to us: an address, a handle, an account's number. */
export const namesOfAuthor = ({ who }: CommitAuthor): string[] => {
  const name = who.toLowerCase();
  const { number, login } = privateAddress.exec(name)?.groups ?? {};
  return [name, name.replace(/^@/, ""), number, login].filter((one) => one !== undefined);
};

/**
 * Which people wrote what is signed. In: authors as reports name them, and people with their addresses,
 * handles and accounts. Out: by person's id, a commit of theirs, `null` where nobody told which. Case
 * makes no difference.
 */
export const authorsAmong = (
  authors: readonly CommitAuthor[],
  people: readonly KnownPerson[],
): ReadonlyMap<string, string | null> => {
  const byName = new Map<string, string[]>();
  for (const { id, handle, addresses, subjects } of people) {
    for (const name of [handle, ...addresses, ...subjects]) {
      const known = name.toLowerCase();
      byName.set(known, [...(byName.get(known) ?? []), id]);
    }
  }
  const found = new Map<string, string | null>();
  for (const author of authors) {
    for (const name of namesOfAuthor(author)) {
      for (const id of byName.get(name) ?? []) {
        if (!found.has(id) || found.get(id) === null) found.set(id, author.commit);
      }
    }
  }
  return found;
};
