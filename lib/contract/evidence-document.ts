import * as z from "zod";
import { evidenceOutcomes, mostTests, testOutcomes } from "@/lib/domain/test-report";

/** Kinds of evidence: `test`, `measurement`, or one of the program's own. */
export const EvidenceKind = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    "must be 1 to 40 lower-case letters, digits or dashes, beginning with a letter, such as test, measurement, auth-parity",
  );

export const EvidencePlaceInput = z.strictObject({
  level: z
    .string()
    .regex(
      /^[a-z][a-z-]{0,29}$/,
      "must be program, family, capability, a kind of item, budget or test",
    ),
  key: z.string().max(300),
});

const Words = z.string().trim().max(2_000);
const Name = z.string().max(2_000);

const StatedTest = z.strictObject({
  name: Name.min(1),
  className: Name.optional(),
  suite: Name.optional(),
  file: Name.optional(),
  /** The id of the contract test, where the producer knows it. */
  test: z.string().min(1).max(300).optional(),
  outcome: z.enum(testOutcomes),
  milliseconds: z.number().optional(),
  attempts: z.number().int().min(1).max(1_000).optional(),
  message: z.string().optional(),
});

const Measured = z.strictObject({
  budget: z.string().min(1).max(300).optional(),
  side: z.string().min(1).max(60).optional(),
  environment: z.string().min(1).max(63).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
  seconds: z
    .number()
    .int()
    .min(1)
    .max(366 * 86_400)
    .optional(),
  samples: z.number().int().min(0).optional(),
  values: z
    .record(
      z.string().regex(/^[a-zA-Z][\w.]{0,39}$/, "must be a metric such as p95, errorRate, lagP95"),
      z.number().min(0),
    )
    .refine((values) => Object.keys(values).length > 0, "states no value")
    .refine((values) => Object.keys(values).length <= 40, "states more than 40 values"),
});

/** Signalbox's own report in JSON, for what no other format says. Its fields are described in docs/evidence.md. */
export const EvidenceDocument = z
  .strictObject({
    kind: EvidenceKind,
    outcome: z.enum(evidenceOutcomes).optional(),
    says: Words.optional(),
    collectedAt: z.iso.datetime({ offset: true }).optional(),
    subjects: z.array(EvidencePlaceInput).max(200).optional(),
    measurements: z.array(Measured).max(10_000).optional(),
    tests: z.array(StatedTest).max(mostTests).optional(),
    details: z
      .record(
        z.string().min(1).max(60),
        z.union([z.string().max(500), z.number(), z.boolean(), z.null()]),
      )
      .refine((details) => Object.keys(details).length <= 50, "states more than 50 details")
      .optional(),
  })
  .refine(
    ({ outcome, tests, measurements }) =>
      outcome !== undefined || (tests?.length ?? 0) > 0 || (measurements?.length ?? 0) > 0,
    "states no outcome, no tests and no measurements: an empty report",
  );
