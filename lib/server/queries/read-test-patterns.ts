import { readTestPatterns as operation } from "@/lib/contract/tests";
import { testPatternsOf } from "@/lib/server/evidence/program-test-join";
import { query } from "@/lib/server/query";

/** The program's own patterns that find contract tests in reports. */
export const readTestPatterns = query(
  { name: "read-test-patterns", allow: "program:read", input: operation.input },
  async ({ db, program }) => ({ patterns: await testPatternsOf(db, program.id) }),
);
