/** Whether a text fits a pattern of `*` (anything) and `?` (one character). Linear in practice, never exponential. */
export const fitsWildcards = (pattern: string, name: string): boolean => {
  let at = 0;
  let position = 0;
  let star = -1;
  let starName = 0;
  while (position < name.length) {
    const wanted = pattern[at];
    if (wanted === "*") {
      star = at;
      starName = position;
      at += 1;
    } else if (wanted === "?" || (wanted !== undefined && wanted === name[position])) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      at = star + 1;
      starName += 1;
      position = starName;
    } else return false;
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
};

/** Whether segments fit from a place on; `**` stands for any number of whole segments. */
const fitsFrom = (pattern: readonly string[], names: readonly string[]): boolean => {
  // What stands before the first `**` fits one by one or not at all: most patterns end here.
  const open = pattern.indexOf("**");
  const fixed = open < 0 ? pattern.length : open;
  if (names.length < fixed || (open < 0 && names.length > fixed)) return false;
  for (let at = 0; at < fixed; at += 1) {
    if (!fitsWildcards(pattern[at] ?? "", names[at] ?? "")) return false;
  }
  if (open < 0) return true;
  // reached[n]: the pattern so far fits the first n names.
  let reached = [...names.map((_, at) => at === fixed), fixed === names.length];
  for (const segment of pattern.slice(fixed)) {
    const first = reached.indexOf(true);
    if (first < 0) return false;
    reached =
      segment === "**"
        ? reached.map((_, at) => at >= first)
        : reached.map(
            (_, at) =>
              at > 0 && reached[at - 1] === true && fitsWildcards(segment, names[at - 1] ?? ""),
          );
  }
  return reached[names.length] === true;
};

export type PathGlob = (path: string) => boolean;

/**
 * A pattern of CODEOWNERS or gitignore files as a question about paths: `/` everything, `/docs/` the folder at
 * the root, `docs/` a folder anywhere, `*.go` a name anywhere, `a/b` from the root, `**` any folders. A
 * pattern that names a folder holds everything beneath it; `docs/*` only what is directly in it.
 * In: the pattern, and paths relative to the root of the repository, with or without a leading
 * slash. Negation and character classes mean nothing to code owners: as written, they fit nothing else.
 */
export const pathGlob = (pattern: string): PathGlob => {
  const isFolder = pattern.endsWith("/");
  const segments = pattern.split("/").filter((segment) => segment !== "");
  if (segments.length === 0) return () => true;
  const isAnchored = pattern.startsWith("/") || pattern.slice(0, -1).includes("/");
  const last = segments.at(-1);
  const start = isAnchored ? segments : ["**", ...segments];
  // `docs/*` is what stands directly in docs; whatever else names a folder holds all beneath it.
  const holdsBeneath = isFolder || !(isAnchored && last === "*");
  const beneath = [...start, "*", "**"];
  return (path) => {
    const names = path.split("/").filter((name) => name !== "");
    if (!isFolder && fitsFrom(start, names)) return true;
    return holdsBeneath && last !== "**" && fitsFrom(beneath, names);
  };
};
