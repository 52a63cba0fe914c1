import { RE2JS } from "re2js";
import type { RegexCompiler } from "@/lib/domain/route-pattern";

/**
 * RE2 for `{name:regex}` segments: takes the pattern's source, gives a test of a whole segment.
 * Time is linear in the text whatever the pattern is. Throws where RE2 cannot read the source.
 */
export const compileRe2: RegexCompiler = (source) => {
  const regex = RE2JS.compile(source);
  return (text) => regex.matches(text);
};
