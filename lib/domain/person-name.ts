// Signs that turn the direction of text or cannot be seen make one name look like another. Joiners
// between letters stay: Persian and Indic names are written with them.
const unseen =
  /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<![\p{L}\p{M}])[\u200C\u200D]|[\u200C\u200D](?![\p{L}\p{M}])/gu;

/** Characters that a printed name may have. */
const longest = 120;

/**
 * What stands against a name as somebody types it; `null` when nothing does. A name is printed beside
 * signatures and in the record: it has 1 to 120 characters, in any script, and none that cannot be
 * seen or that turns the direction of what stands beside it.
 */
export const objectionToName = (name: string): string | null => {
  const length = [...name.trim()].length;
  if (length === 0) return "must not be empty";
  if (length > longest) return `has ${length} characters; at most ${longest} are printed`;
  if (name.trim().search(unseen) >= 0) {
    return "has characters that cannot be seen or that turn the direction of text; type it without them";
  }
  return null;
};

/**
 * A name as a provider tells it, made fit to print: unseen characters go, spaces become one, and what
 * is longer than 120 characters is cut at a whole character. Empty where nothing is left.
 */
export const printedName = (name: string): string =>
  [...name.normalize("NFC").replace(unseen, "").replace(/\s+/gu, " ").trim()]
    .slice(0, longest)
    .join("")
    .trim();
