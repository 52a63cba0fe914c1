import { type PathPart, type Segments, unmatched } from "./path-segment";

/** The end of the brace that opens at `from`, minding nesting (`{year:[0-9]{4}}`); -1 where it never closes. */
const closeOf = (path: string, from: number): number => {
  let depth = 0;
  for (let at = from; at < path.length; at += 1) {
    if (path[at] === "\\") at += 1;
    else if (path[at] === "{") depth += 1;
    else if (path[at] === "}") {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
};

const partOf = (inner: string): PathPart | { readonly unmatched: string } => {
  const [, star = "", name = "", many = "", regex] =
    /^(\*{0,2})([\w.$-]+?)(\+|\*|\.\.\.|\?)?(?::(.+))?$/.exec(inner) ?? [];
  if (name === "") return unmatched(`{${inner}} is not a placeholder`);
  if (many === "?") return unmatched("an optional part makes it two paths; give each its own row");
  if (many === "*") return unmatched("a parameter that may be empty makes it two paths");
  if (star !== "" || many !== "") return { is: "many", name };
  return { is: "param", name, regex: regex ?? null };
};

/** A path with parameters in braces, segment by segment: OpenAPI, and `{name+}`, `{path...}`, `{*rest}`, `{id:[0-9]+}` of its kin. */
export const readOpenapiPath = (path: string): Segments | { readonly unmatched: string } => {
  const done: PathPart[][] = [[]];
  for (let at = 1; at < path.length; at += 1) {
    const sign = path[at] ?? "";
    if (sign === "/") done.push([]);
    else if (sign === "{") {
      const end = closeOf(path, at);
      if (end < 0) return unmatched("a “{” is never closed");
      const part = partOf(path.slice(at + 1, end));
      if ("unmatched" in part) return part;
      done.at(-1)?.push(part);
      at = end;
    } else {
      const run = /^[^/{]+/.exec(path.slice(at))?.[0] ?? sign;
      done.at(-1)?.push({ is: "literal", text: run });
      at += run.length - 1;
    }
  }
  return done;
};
