const longest = 56;

/**
 * The handle for a new person from what an identity provider says of them: the first of the words
 * that has a letter or digit, in the form of a key; of an e-mail address what stands before the @.
 * One that is taken gets a number: the same name at two providers is two people until somebody
 * who knows says otherwise.
 */
export const personHandle = (
  words: readonly (string | null | undefined)[],
  isTaken: (handle: string) => boolean,
): string => {
  const base =
    words
      .map((word) =>
        (word ?? "")
          .split("@", 1)[0]
          ?.normalize("NFKD")
          .replace(/\p{Mark}/gu, "")
          .toLowerCase()
          .replace(/[^a-z0-9._-]+/g, "-")
          .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, "")
          .slice(0, longest),
      )
      .find(Boolean) ?? "person";
  if (!isTaken(base)) return base;
  let number = 2;
  while (isTaken(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
};
