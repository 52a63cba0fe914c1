import { readExpressPath, readRailsPath } from "./express-path";
import { type Converters, readFlaskPath } from "./flask-path";
import { readOpenapiPath } from "./openapi-path";
import { type Segments, type Translation, unmatched, wirePattern } from "./path-segment";

export type PathDialect = "flask" | "express" | "rails" | "openapi";

const detect = (path: string): PathDialect => {
  if (path.includes("<")) return "flask";
  if (/\(\.:\w+\)|\(\/:\w+/.test(path)) return "rails";
  if (path.includes("{/")) return "express";
  if (path.includes("{")) return "openapi";
  return /[:*]/.test(path) ? "express" : "openapi";
};

const segmentsOf = (
  path: string,
  dialect: PathDialect,
  converters: Converters,
): Segments | { readonly unmatched: string } => {
  switch (dialect) {
    case "flask":
      return readFlaskPath(path, converters);
    case "express":
      return readExpressPath(path);
    case "rails":
      return readRailsPath(path);
    case "openapi":
      return readOpenapiPath(path);
  }
};

/**
 * A path of a source in the wire dialect of switches.md ("Patterns"), or why it cannot be written in it.
 * The dialect is told from the path where none is given. `converters` says what a program's own Flask
 * converters stand for. Constants of the source, unknown converters, optional parts and regular expressions
 * that RE2 does not know are never guessed.
 */
export const translatePath = (
  path: string,
  dialect?: PathDialect,
  converters: Converters = {},
): Translation => {
  const text = path.trim();
  if (text === "") return unmatched("it is empty");
  if (!text.startsWith("/"))
    return unmatched(
      text.startsWith("<")
        ? `${text} is a constant of the source; its value is not in the file`
        : `“${text}” does not begin with a slash`,
    );
  if (!/[<{(]/.test(text) && /[\s#]|\?.*=/.test(text))
    return unmatched(`“${text}” holds a blank, a query or a fragment, which no path does`);
  const segments = segmentsOf(text, dialect ?? detect(text), converters);
  return "unmatched" in segments ? segments : wirePattern(segments);
};
