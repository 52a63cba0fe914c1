import { Refusal } from "@/lib/domain/refusal";

/** Makes a whole-segment test out of a regular expression's source; throws where it cannot be read. */
export type RegexCompiler = (source: string) => (text: string) => boolean;

export type PatternSegment =
  | { readonly kind: "literal"; readonly text: string }
  | {
      readonly kind: "regex";
      readonly name: string;
      readonly source: string;
      readonly matches: (text: string) => boolean;
    }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "rest"; readonly name: string };

export type RoutePattern = {
  readonly text: string;
  readonly segments: readonly PatternSegment[];
  /** Precedence, left to right; the lower in text order wins. */
  readonly rank: string;
};

const rankOf = { literal: "0", regex: "1", name: "2", rest: "3" } as const;
/** Ends every rank: a pattern that says more wins over one that has ended. */
const rankEnd = "4";

// Each {name+} multiplies the ways to read a path; two keep the worst path quadratic.
const restsAtMost = 2;
const lengthAtMost = 2000;

/** Decodes once what RFC 3986 calls unreserved; everything else stays as it was sent. */
export const decodeUnreserved = (path: string): string =>
  path.includes("%")
    ? path.replace(/%([2-7][0-9A-Fa-f])/g, (encoded, hex: string) => {
        const character = String.fromCharCode(Number.parseInt(hex, 16));
        return /[A-Za-z0-9\-._~]/.test(character) ? character : encoded;
      })
    : path;

const refuse = (text: string, says: string): never => {
  const message = `The pattern ${text.slice(0, 200)} cannot be used: ${says}.`;
  throw new Refusal("invalid", message, [{ field: "pattern", says: message }]);
};

/** Where the brace that opens at `start` closes; braces inside a regular expression are skipped. */
const closingBrace = (text: string, start: number): number => {
  let depth = 0;
  let isInClass = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") at++;
    else if (isInClass) isInClass = character !== "]";
    else if (character === "[") {
      isInClass = true;
      // A bracket right after the opening one is a member of the class.
      if (text[at + 1] === "^") at++;
      if (text[at + 1] === "]") at++;
    } else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return at;
  }
  return -1;
};

const splitSegments = (text: string): string[] => {
  const parts: string[] = [];
  let start = 1;
  for (let at = 1; at < text.length; at++) {
    if (text[at] === "/") {
      parts.push(text.slice(start, at));
      start = at + 1;
    } else if (text[at] === "{") {
      const end = closingBrace(text, at);
      if (end < 0) refuse(text, `the brace at character ${at + 1} is never closed`);
      at = end;
    }
  }
  parts.push(text.slice(start));
  return parts;
};

const parseSegment = (whole: string, part: string, compile: RegexCompiler): PatternSegment => {
  if (!part.includes("{")) {
    if (part.includes("}")) refuse(whole, `${part} closes a brace that was never opened`);
    return { kind: "literal", text: decodeUnreserved(part) };
  }
  const read = /^\{([A-Za-z_][A-Za-z0-9_]*)(\+|:(.+))?\}$/su.exec(part);
  if (read === null || closingBrace(part, 0) !== part.length - 1) {
    return refuse(
      whole,
      `${part} mixes a name with other text or has none; write {name}, {name+} or the whole segment as {name:regex}`,
    );
  }
  const [, name = "", suffix, source] = read;
  if (suffix === undefined) return { kind: "name", name };
  if (source === undefined) return { kind: "rest", name };
  try {
    return { kind: "regex", name, source, matches: compile(source) };
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return refuse(whole, `${source} is not a regular expression that RE2 reads (${because})`);
  }
};

/**
 * Reads a pattern of the wire dialect: literal segments, `{name}`, `{name+}` (one or more segments),
 * `{name:regex}` (RE2, within one segment). A trailing slash is an empty last segment and counts.
 * Refuses (`invalid`) what is not in the dialect, with the reason. switches.md, "Patterns".
 */
export const parsePattern = (text: string, compile: RegexCompiler): RoutePattern => {
  if (!text.startsWith("/")) refuse(text, "it does not begin with a slash");
  if (text.length > lengthAtMost) refuse(text, `it is longer than ${lengthAtMost} characters`);
  const segments = splitSegments(text).map((part) => parseSegment(text, part, compile));
  const names = segments.flatMap((segment) => (segment.kind === "literal" ? [] : [segment.name]));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) refuse(text, `it has two segments named ${twice}`);
  if (segments.filter(({ kind }) => kind === "rest").length > restsAtMost) {
    refuse(text, `it has more than ${restsAtMost} segments of the form {name+}`);
  }
  for (const segment of segments) {
    if (segment.kind === "literal" && /[?#\s]/.test(segment.text)) {
      refuse(text, `${segment.text} holds a blank, a query or a fragment, which no path does`);
    }
  }
  const rank = segments.map(({ kind }) => rankOf[kind]).join("") + rankEnd;
  return { text, segments, rank };
};
