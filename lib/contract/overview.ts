import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { OwnerShare } from "@/lib/contract/programs";
import { DeliveryView } from "@/lib/contract/switches";
import { ProgramInput, Timestamp } from "@/lib/contract/words";

export const ProgramOverview = z.object({
  verification: z.array(z.object({ kind: z.string(), state: z.string(), count: z.number().int() })),
  families: z.array(
    z.object({
      /** Empty for routes without one. */
      key: z.string(),
      routes: z.number().int(),
      /** By environment key; switchable routes only. */
      share: z.record(z.string(), OwnerShare),
    }),
  ),
  environments: z.array(
    z.object({
      key: z.string(),
      workers: z.object({
        legacy: z.number().int(),
        target: z.number().int(),
        off: z.number().int(),
      }),
      delivery: DeliveryView,
    }),
  ),
  findings: z.array(z.object({ code: z.string(), count: z.number().int() })),
  /** The newest accepted changes over all environments. */
  changes: z.array(
    z.object({
      environment: z.string(),
      version: z.number().int(),
      kind: z.string(),
      says: z.string(),
      reason: z.string(),
      by: z.string(),
      at: Timestamp,
    }),
  ),
});
export type ProgramOverview = z.infer<typeof ProgramOverview>;

export const readOverview = operation({
  id: "readOverview",
  method: "GET",
  path: "/api/v1/programs/{program}/overview",
  summary: "Where a program stands: verification, owners by family, open findings, last changes",
  tag: "programs",
  input: ProgramInput,
  answer: ProgramOverview,
});
