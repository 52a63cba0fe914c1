import { Refusal } from "@/lib/domain/refusal";
import { parsePattern } from "@/lib/domain/route-pattern";
import { compileRe2 } from "./re2";

/** What one dialect's path is made of, segment by segment, before it is written in the wire dialect. */
export type PathPart =
  | { readonly is: "literal"; readonly text: string }
  /** `regex` in RE2 syntax, `null` for anything within the segment. */
  | { readonly is: "param"; readonly name: string; readonly regex: string | null }
  | { readonly is: "many"; readonly name: string }
  /** May be absent; only within a segment. */
  | { readonly is: "optional"; readonly parts: readonly PathPart[] };

export type Translation = { readonly pattern: string } | { readonly unmatched: string };
export type Segments = readonly (readonly PathPart[])[];

export const unmatched = (says: string): { readonly unmatched: string } => ({ unmatched: says });

const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** A parameter's name as the wire dialect takes it: letters, digits, underscores. */
const wireName = (name: string): string => {
  const word = name.replace(/[^A-Za-z0-9_]/g, "_");
  return /^[A-Za-z_]/.test(word) ? word : `_${word}`;
};

/** Why a segment's regular expression cannot be used, or `null`. It must not reach over a slash. */
const regexFault = (regex: string): string | null => {
  const withoutClasses = regex.replace(/\\./g, "").replace(/\[\^?[^\]]*\]/g, "");
  if (withoutClasses.includes("/") || /\[[^\]^][^\]]*\//.test(regex))
    return `its regular expression ${regex} spans slashes`;
  if (/\.[*+{]/.test(withoutClasses)) return `its regular expression ${regex} may span slashes`;
  return null;
};

const regexOf = (part: PathPart): string => {
  switch (part.is) {
    case "literal":
      return escapeRegex(part.text);
    case "param":
      return part.regex === null ? "[^/]+" : `(?:${part.regex})`;
    case "many":
      return ".+";
    case "optional":
      return `(?:${part.parts.map(regexOf).join("")})?`;
  }
};

const firstName = (parts: readonly PathPart[]): string | null => {
  for (const part of parts) {
    if (part.is === "param" || part.is === "many") return part.name;
    const inner = part.is === "optional" ? firstName(part.parts) : null;
    if (inner !== null) return inner;
  }
  return null;
};

const segmentOf = (parts: readonly PathPart[]): Translation => {
  if (parts.length === 0) return { pattern: "" };
  const [only] = parts;
  if (parts.length === 1 && only) {
    if (only.is === "literal")
      return /[{}]/.test(only.text)
        ? unmatched(`“${only.text}” holds a brace that no dialect known here explains`)
        : { pattern: only.text };
    if (only.is === "many") return { pattern: `{${wireName(only.name)}+}` };
    if (only.is === "param") {
      if (only.regex === null) return { pattern: `{${wireName(only.name)}}` };
      if (/^(?:\.[*+]\??|\[\\s\\S\][*+])$/.test(only.regex))
        return { pattern: `{${wireName(only.name)}+}` };
      const fault = regexFault(only.regex);
      return fault ? unmatched(fault) : { pattern: `{${wireName(only.name)}:${only.regex}}` };
    }
  }
  if (parts.some((part) => part.is === "many"))
    return unmatched("a parameter that spans segments shares its segment with other text");
  for (const part of parts) {
    const fault = part.is === "param" && part.regex !== null ? regexFault(part.regex) : null;
    if (fault) return unmatched(fault);
  }
  const name = firstName(parts) ?? "segment";
  return { pattern: `{${wireName(name)}:${parts.map(regexOf).join("")}}` };
};

/** Segments in the wire dialect of switches.md, or why one of them cannot be written in it. */
export const wirePattern = (segments: Segments): Translation => {
  const written: string[] = [];
  for (const parts of segments) {
    const segment = segmentOf(parts);
    if ("unmatched" in segment) return segment;
    written.push(segment.pattern);
  }
  const pattern = `/${written.join("/")}`;
  try {
    parsePattern(pattern, compileRe2);
    return { pattern };
  } catch (error) {
    if (error instanceof Refusal) return unmatched(error.message.replace(/^[^:]*: |\.$/g, ""));
    throw error;
  }
};
