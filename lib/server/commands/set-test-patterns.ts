import { setTestPatterns as operation } from "@/lib/contract/tests";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import type { Json } from "@/lib/server/db";
import { lockEvidence } from "@/lib/server/evidence/evidence-write";
import { joinStored } from "@/lib/server/evidence/join-stored";
import { patternMatches } from "@/lib/server/evidence/pattern-matches";
import { testPatternsOf } from "@/lib/server/evidence/program-test-join";

/** Sets the program's patterns. What the newest reports hold that they find counts at once. */
export const setTestPatterns = command(
  {
    name: "set-test-patterns",
    allow: "inventory:import",
    input: operation.input,
    timeout: 60_000,
    prepare: ({ input: { patterns }, database, program }) =>
      patternMatches(database, program.id, patterns),
  },
  async ({ tx, input, program, prepared: { preview, pairs } }) => {
    await lockEvidence(tx, program.id);
    const { patterns } = input;
    const was = await testPatternsOf(tx, program.id);
    if (canonicalJson(was) === canonicalJson(patterns)) {
      throw new Refusal("no-effect", "These are the program's patterns already.");
    }
    await tx.program.update({
      where: { id: program.id },
      data: { testPatterns: patterns as unknown as Json },
    });
    const results = await joinStored(tx, program.id, pairs);
    const says = `Joined ${pairs.size.toLocaleString("en")} unmatched tests, ${results.toLocaleString("en")} results of the newest reports.`;
    return {
      event: {
        subject: { patterns: patterns.length },
        was,
        now: patterns,
        reason: input.reason || null,
      },
      result: { ...preview, results, says },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
