import type { GateFacts } from "@/lib/domain/gate-facts";
import type { GateReading } from "@/lib/domain/gate-reading";
import type { ExpressionReader } from "@/lib/domain/gate-rule";
import { type GateDefinition, readGate } from "@/lib/domain/read-gate";

/** The facts of one capability in one environment, with a digest of all that they say. */
export type DigestedFacts = { readonly facts: GateFacts; readonly digest: string };

/** A gate's definition, with a digest that is another when anything of it is. */
export type DigestedGate = { readonly gate: GateDefinition; readonly digest: string };

type Page = {
  readonly facts: string;
  readonly gate: string;
  readonly reading: GateReading;
};

/**
 * Readings as they were read last, by place. What was read from the same facts with the same definition,
 * and does not turn by age before now, is not read again.
 */
export type GateBook = {
  readonly read: (
    place: DigestedFacts,
    gate: DigestedGate,
    now: Date,
    readExpression: ExpressionReader,
  ) => GateReading;
  /** How many readings were made, and how many were taken as they stood. */
  readonly counts: () => { readonly read: number; readonly kept: number };
  readonly size: () => number;
};

/** A book for one program; `most`: how many readings it keeps before it starts anew. */
export const openGateBook = (most = 200_000): GateBook => {
  const pages = new Map<string, Page>();
  let read = 0;
  let kept = 0;
  return {
    counts: () => ({ read, kept }),
    size: () => pages.size,
    read: ({ facts, digest }, { gate, digest: asked }, now, readExpression) => {
      const place = `${facts.environment} ${facts.capability.key} ${gate.key}`;
      const page = pages.get(place);
      const { until = null } = page?.reading ?? {};
      if (
        page?.facts === digest &&
        page.gate === asked &&
        (until === null || new Date(until) > now)
      ) {
        kept += 1;
        return page.reading;
      }
      read += 1;
      const reading = readGate(gate, facts, now, readExpression);
      if (pages.size >= most) pages.clear();
      pages.set(place, { facts: digest, gate: asked, reading });
      return reading;
    },
  };
};
