/** What it took to try patterns, in characters that were compared: whoever tries many sets it a limit. */
export type Effort = { steps: number };

const star = 42;
const question = 63;

/**
 * Whether a text fits a pattern of `*` (anything) and `?` (one character). Only the last star is gone back to, since
 * an earlier one can take nothing that this one cannot: the steps are at most the product of both lengths, however
 * many stars there are.
 */
export const fitsWildcards = (pattern: string, name: string, effort?: Effort): boolean => {
  let at = 0;
  let position = 0;
  let starAt = -1;
  let starPosition = 0;
  let steps = 1;
  while (position < name.length) {
    steps += 1;
    const wanted = at < pattern.length ? pattern.charCodeAt(at) : -1;
    if (wanted === star) {
      starAt = at;
      starPosition = position;
      at += 1;
    } else if (wanted === question || wanted === name.charCodeAt(position)) {
      at += 1;
      position += 1;
    } else if (starAt >= 0) {
      // Nothing is wanted behind the star: it takes all that is left.
      if (starAt === pattern.length - 1) break;
      at = starAt + 1;
      starPosition += 1;
      position = starPosition;
    } else {
      at = -1;
      break;
    }
  }
  if (effort) effort.steps += steps;
  while (pattern.charCodeAt(at) === star) at += 1;
  return at === pattern.length;
};

/** Whether names fit segments; `**` stands for any number of whole names, as a star does for characters. */
const fitsNames = (
  segments: readonly string[],
  names: readonly string[],
  effort?: Effort,
): boolean => {
  let at = 0;
  let position = 0;
  let anyAt = -1;
  let anyPosition = 0;
  while (position < names.length) {
    if (effort) effort.steps += 1;
    const segment = segments[at];
    if (segment === "**") {
      anyAt = at;
      anyPosition = position;
      at += 1;
    } else if (segment !== undefined && fitsWildcards(segment, names[position] ?? "", effort)) {
      at += 1;
      position += 1;
    } else if (anyAt >= 0) {
      if (anyAt === segments.length - 1) return true;
      at = anyAt + 1;
      anyPosition += 1;
      position = anyPosition;
    } else return false;
  }
  while (segments[at] === "**") at += 1;
  return at === segments.length;
};

/** The names that a path is of, from the root of the repository; with or without a leading slash. */
export const pathNames = (path: string): string[] => path.split("/").filter((name) => name !== "");

export type PathGlob = (names: readonly string[], effort?: Effort) => boolean;

/**
 * A pattern of CODEOWNERS or gitignore files as a question about paths: `/` everything, `/docs/` the folder at
 * the root, `docs/` a folder anywhere, `*.go` a name anywhere, `a/b` from the root, `**` any folders. A
 * pattern that names a folder holds everything beneath it; `docs/*` only what is directly in it.
 * In: the pattern, and what `pathNames` makes of a path. Negation and character classes mean nothing to code owners:
 * as written, they fit nothing else.
 */
export const pathGlob = (pattern: string): PathGlob => {
  const isFolder = pattern.endsWith("/");
  const segments = pathNames(pattern);
  if (segments.length === 0) return () => true;
  const isAnchored = pattern.startsWith("/") || pattern.slice(0, -1).includes("/");
  const last = segments.at(-1);
  if (!isAnchored && last !== undefined && last !== "**") {
    // The same as below for what most patterns are, in half the steps: any name will do, of a folder but the last.
    return (names, effort) => {
      const most = isFolder ? names.length - 1 : names.length;
      for (let at = 0; at < most; at += 1) {
        if (fitsWildcards(last, names[at] ?? "", effort)) return true;
      }
      return false;
    };
  }
  const start = isAnchored ? segments : ["**", ...segments];
  // `docs/*` is what stands directly in docs; whatever else names a folder holds all beneath it.
  const holdsBeneath = (isFolder || !(isAnchored && last === "*")) && last !== "**";
  const beneath = [...start, "*", "**"];
  return (names, effort) =>
    (!isFolder && fitsNames(start, names, effort)) ||
    (holdsBeneath && fitsNames(beneath, names, effort));
};
