import * as z from "zod";

/** Who asks, in OpenFeature's words; members beside these are left alone. */
const EvaluationContext = z.looseObject({
  targetingKey: z.string("must be text").optional(),
});

export const EvaluationRequest = z.looseObject({ context: EvaluationContext.default({}) });

const ErrorCode = z.enum(["PARSE_ERROR", "INVALID_CONTEXT", "FLAG_NOT_FOUND", "GENERAL"]);
export type OfrepErrorCode = z.infer<typeof ErrorCode>;

/** One flag's answer; `value` and `variant` are the owner in the program's words, or `off`. */
export const EvaluatedFlag = z.object({
  key: z.string(),
  value: z.string(),
  reason: z.enum(["STATIC", "TARGETING_MATCH", "SPLIT", "DEFAULT", "DISABLED", "UNKNOWN"]),
  variant: z.string(),
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type EvaluatedFlag = z.infer<typeof EvaluatedFlag>;
