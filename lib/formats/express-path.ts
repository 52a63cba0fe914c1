import { type PathPart, type Segments, unmatched } from "./path-segment";

const optionalSays = "an optional part makes it two paths; give each its own row";

/** The end of the parenthesis that opens at `from`, minding nesting and escapes; -1 where it never closes. */
const closeOf = (path: string, from: number): number => {
  let depth = 0;
  for (let at = from; at < path.length; at += 1) {
    if (path[at] === "\\") at += 1;
    else if (path[at] === "(") depth += 1;
    else if (path[at] === ")") {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
};

type Read = PathPart[][] | { readonly unmatched: string };

const readParts = (path: string, isRails: boolean): Read => {
  const segments: PathPart[][] = [[]];
  const add = (part: PathPart): void => {
    segments.at(-1)?.push(part);
  };
  for (let at = 0; at < path.length; at += 1) {
    const sign = path[at] ?? "";
    const rest = path.slice(at);
    if (sign === "/") segments.push([]);
    else if (sign === ":") {
      const name = /^:(\w+)/.exec(rest)?.[1];
      if (!name) return unmatched("a “:” has no parameter name behind it");
      at += name.length;
      let regex: string | null = isRails ? "[^/.]+" : null;
      if (path[at + 1] === "(" && !isRails) {
        const end = closeOf(path, at + 1);
        if (end < 0) return unmatched("a “(” is never closed");
        regex = path.slice(at + 2, end).replace(/\\\\/g, "\\");
        at = end;
      }
      const modifier = path[at + 1] ?? "";
      if (modifier === "?") return unmatched(optionalSays);
      if (modifier === "*") return unmatched("a parameter that may be empty makes it two paths");
      if (modifier === "+") at += 1;
      add(modifier === "+" ? { is: "many", name } : { is: "param", name, regex });
    } else if (sign === "*") {
      const name = /^\*(\w+)/.exec(rest)?.[1];
      add({ is: "many", name: name ?? "wildcard" });
      at += name?.length ?? 0;
    } else if (sign === "(" || sign === "{") {
      const end = sign === "(" ? closeOf(path, at) : path.indexOf("}", at);
      if (end < 0) return unmatched(`a “${sign}” is never closed`);
      const inner = path.slice(at + 1, end);
      if (!isRails || inner.includes("/")) return unmatched(optionalSays);
      const optional = readParts(inner, true);
      if ("unmatched" in optional) return optional;
      add({ is: "optional", parts: optional[0] ?? [] });
      at = end;
    } else {
      const run = /^[^/:*({]+/.exec(rest)?.[0] ?? sign;
      add({ is: "literal", text: run });
      at += run.length - 1;
    }
  }
  return segments;
};

/** An Express route (`:id`, `:id(\\d+)`, `*`, `*name`), segment by segment. */
export const readExpressPath = (path: string): Segments | { readonly unmatched: string } =>
  readParts(path.slice(1), false);

/** A Rails route (`:id`, `*path`, `(.:format)`), segment by segment. A Rails parameter holds no dot. */
export const readRailsPath = (path: string): Segments | { readonly unmatched: string } =>
  readParts(path.slice(1), true);
