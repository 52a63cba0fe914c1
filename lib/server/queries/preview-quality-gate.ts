import { previewQualityGate as operation } from "@/lib/contract/gates";
import { factValues } from "@/lib/domain/gate-values";
import { readGate } from "@/lib/domain/read-gate";
import { Refusal } from "@/lib/domain/refusal";
import { readExpression } from "@/lib/server/gates/cel";
import { loadGateFacts } from "@/lib/server/gates/gate-facts";
import { refuseFaultyGate } from "@/lib/server/gates/gate-faults";
import { readingView } from "@/lib/server/gates/gate-view";
import { query } from "@/lib/server/query";

/** The key that a gate has which is not saved yet: no waiver names it. */
const unsaved = "preview";

/** How a rule would read today for every capability, and the facts that it could be read from. */
export const previewQualityGate = query(
  { name: "preview-quality-gate", allow: "program:read", input: operation.input },
  async ({ db, input, program, now }) => {
    const loaded = await loadGateFacts(db, program, now, input.environment);
    const byCapability = loaded.facts.get(input.environment);
    if (!byCapability) {
      throw new Refusal("not-found", `${program.key} has no environment "${input.environment}".`);
    }
    const shown = input.capability ?? loaded.capabilities[0]?.key;
    const facts = shown === undefined ? undefined : byCapability.get(shown);
    if (input.capability !== undefined && facts === undefined) {
      throw new Refusal("not-found", `${program.key} has no capability "${input.capability}".`);
    }
    const gate = { key: unsaved, ...input.definition };
    refuseFaultyGate(gate, loaded, now);
    return {
      readings: [...byCapability].map(([capability, each]) => ({
        capability,
        reading: readingView(readGate(gate, each, now, readExpression)),
      })),
      facts:
        facts === undefined || shown === undefined
          ? null
          : { capability: shown, values: { ...factValues(facts, now) } },
    };
  },
);
