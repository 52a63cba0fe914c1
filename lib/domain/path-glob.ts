/** Whether a name without slashes fits a pattern of `*` (anything) and `?` (one character). Linear in practice, never exponential. */
const fitsSegment = (pattern: string, name: string): boolean => {
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
  // reached[n]: the pattern so far fits the first n names.
  let reached = names.map(() => false);
  reached.unshift(true);
  for (const segment of pattern) {
    if (segment === "**") {
      const first = reached.indexOf(true);
      if (first < 0) return false;
      reached = reached.map((_, at) => at >= first);
      continue;
    }
    reached = reached.map(
      (_, at) => at > 0 && reached[at - 1] === true && fitsSegment(segment, names[at - 1] ?? ""),
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
  return (path) => {
    const names = path.split("/").filter((name) => name !== "");
    if (!isFolder && fitsFrom(start, names)) return true;
    return holdsBeneath && last !== "**" && fitsFrom([...start, "*", "**"], names);
  };
};
