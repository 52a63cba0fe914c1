import { setTestPatterns as operation } from "@/lib/contract/tests";
import { patternMatches } from "@/lib/server/evidence/pattern-matches";
import { query } from "@/lib/server/query";

/** What patterns would join of the tests that match nothing now. */
export const previewTestPatterns = query(
  { name: "preview-test-patterns", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const { preview, pairs } = await patternMatches(db, program.id, input.patterns);
    const says = `Would join ${pairs.size.toLocaleString("en")} of ${(pairs.size + preview.left).toLocaleString("en")} unmatched tests.`;
    return { ...preview, results: 0, says };
  },
);
