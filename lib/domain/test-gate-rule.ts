import { exampleFacts, exampleNow } from "@/lib/domain/example-gate-facts";
import type { GateFacts } from "@/lib/domain/gate-facts";
import { readRule } from "@/lib/domain/gate-rule";
import { unknownReading } from "@/lib/domain/gate-verdict";

/** Reads one ready-made check over example facts. */
export const readCheck = (
  check: string,
  given: Record<string, string | number | boolean>,
  facts: Partial<GateFacts> = {},
) =>
  readRule({ kind: "check", check, with: given }, exampleFacts(facts), exampleNow, () =>
    unknownReading("no expressions here"),
  );
