import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { EnvironmentInput, Timestamp } from "@/lib/contract/words";

const Name = z.string().min(1).max(300);

const decidedBy = [
  "local-force",
  "force",
  "route",
  "capability",
  "family",
  "default",
  "worker",
  "fallback",
] as const;

const OwnershipAnswer = z.object({
  owner: z.string(),
  decidedBy: z.enum(decidedBy),
  epoch: z.number().int(),
  version: z.number().int(),
  /** Since when that version has stood. */
  since: Timestamp,
  /** The answer in a sentence. */
  says: z.string(),
  route: z
    .object({
      key: z.string(),
      method: z.string(),
      pattern: z.string().nullable(),
      capability: z.string().nullable(),
      family: z.string().nullable(),
    })
    .nullable(),
  worker: z.string().nullable(),
  /** Everything that has something to say of it, the strongest first; one decides and hides the rest. */
  rules: z.array(
    z.object({
      level: z.enum(decidedBy),
      key: z.string().nullable(),
      says: z.string(),
      decides: z.boolean(),
    }),
  ),
  bucket: z.object({ value: z.number(), below: z.number(), of: z.string() }).nullable(),
});

export const readOwnership = operation({
  id: "readOwnership",
  method: "GET",
  path: "/api/v1/programs/{program}/environments/{environment}/owner",
  summary:
    "Who owns this request, route or worker, now or then, which rule says so and what it hid",
  tag: "switches",
  input: EnvironmentInput.extend({
    route: Name.optional(),
    worker: Name.optional(),
    method: z.string().max(20).default("GET"),
    path: z.string().startsWith("/", "must start with a slash").max(4000).optional(),
    host: Name.optional(),
    org: Name.optional(),
    repo: Name.optional(),
    user: Name.optional(),
    targetingKey: Name.optional(),
    /** A past version, or the one that stood at a moment. */
    version: z.coerce.number().int().min(1).optional(),
    at: z.iso.datetime({ offset: true }).optional(),
  }),
  answer: OwnershipAnswer,
});
