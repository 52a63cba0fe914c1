import { RE2JS } from "re2js";
import { Refusal } from "@/lib/domain/refusal";
import type { PatternMatcher } from "@/lib/domain/test-join";

/** Names are cut at this length when they are stored; a pattern looks at no more. */
const longestText = 1_000;

/**
 * Compiles a program's pattern that finds contract tests, in RE2: its time is linear in the text,
 * whatever it says. Matches anywhere in the text. Refuses what RE2 cannot read, with its reason.
 */
export const compileTestPattern = (pattern: string): PatternMatcher => {
  let regex: RE2JS;
  try {
    regex = RE2JS.compile(pattern);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal("invalid", `The pattern ${pattern} cannot be read: ${why}.`, [
      { field: "pattern", says: why },
    ]);
  }
  return (text) => {
    const matcher = regex.matcher(text.slice(0, longestText));
    if (!matcher.find()) return null;
    return Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group));
  };
};
