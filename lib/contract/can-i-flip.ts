import * as z from "zod";
import { GateReading, GateStepInput } from "@/lib/contract/gates";
import { operation } from "@/lib/contract/operation";
import { CapabilityKey, EnvironmentInput, Timestamp } from "@/lib/contract/words";

const environmentPath = "/api/v1/programs/{program}/environments/{environment}";

export const canIFlip = operation({
  id: "canIFlip",
  method: "GET",
  path: `${environmentPath}/can-i-flip`,
  summary: "Whether something may move to the target now, and what is missing and whose it is",
  tag: "gates",
  input: EnvironmentInput.extend({
    capability: CapabilityKey.optional(),
    family: z.string().max(300).optional(),
    route: z.string().max(300).optional(),
    worker: z.string().max(300).optional(),
    step: GateStepInput.default("full"),
  }),
  answer: z.object({
    /** `unknown`: nothing says no, and something that is needed is not known. */
    answer: z.enum(["yes", "no", "unknown"]),
    says: z.string(),
    subject: z.object({ level: z.string(), key: z.string() }),
    environment: z.string(),
    step: GateStepInput,
    capabilities: z.array(z.string()),
    missing: z.array(
      z.object({
        kind: z.enum(["gate", "interlock", "blocker", "force", "freeze", "window", "approval"]),
        key: z.string(),
        capability: z.string().nullable(),
        state: z.string(),
        says: z.string(),
        owner: z.string().nullable(),
        link: z.string().nullable(),
        /** Whether it refuses here, or only warns. */
        isBinding: z.boolean(),
      }),
    ),
    readings: z.array(z.object({ capability: z.string(), reading: GateReading })),
    /** Identity of the snapshot it was read on. */
    version: z.number().int(),
    readAt: Timestamp,
  }),
});
