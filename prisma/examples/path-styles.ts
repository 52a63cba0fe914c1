import type { PathStyle } from "./route-items";
import type { RouteSection } from "./route-section";

/** Flask: `<name>`, `<int:name>`, `<regex("…"):name>`, `<path:name>`, and converters of the program's own by name. */
export const flaskStyle =
  (own: Readonly<Record<string, (section: RouteSection) => string>> = {}): PathStyle =>
  (name, matches, section) => {
    if (matches === null) return `<${name}>`;
    if (matches === "+") return `<${own[name]?.(section) ?? "path"}:${name}>`;
    return matches === "[0-9]+" ? `<int:${name}>` : `<regex("${matches}"):${name}>`;
  };

/** Express: `:name`, `:name(regex)`, `*name`. */
export const expressStyle: PathStyle = (name, matches) => {
  if (matches === null) return `:${name}`;
  return matches === "+" ? `*${name}` : `:${name}(${matches})`;
};

/** FastAPI and the like: `{name}` and `{name:path}`. */
export const bracesStyle: PathStyle = (name, matches) =>
  matches === "+" ? `{${name}:path}` : `{${name}}`;
