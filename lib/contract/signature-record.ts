import * as z from "zod";
import { InPlaceOf, signatureMeanings } from "@/lib/contract/sign-offs";

/** Records of version 1 tell the team alone; from 2 on, in whose place a deputy signed for it. */
export const signatureRecordVersion = 2;

/** A signature as the audit event holds it that was written with it: each checks the other. */
const SignedEntry = z.object({
  id: z.uuid(),
  kind: z.string(),
  key: z.string(),
  team: z.string(),
  digest: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  wasOpened: z.boolean(),
  inPlaceOf: InPlaceOf.nullable().default(null),
  /** Signatures of former owners whose place it takes, besides its own team's one before. */
  replaces: z.array(z.uuid()).default([]),
});

/** What an audit event says (`after`) in whose transaction signatures were given; all of them by one person. */
export const SignatureRecord = z.object({
  version: z.number().int().min(1).default(1),
  printedName: z.string(),
  meaning: z.enum(signatureMeanings),
  authentication: z.string(),
  authenticatedAt: z.string(),
  signed: z.array(SignedEntry).min(1),
});
/** What an audit event says (`after`) by which signatures were marked as stale. */
export const StalenessRecord = z.array(
  z.object({ signature: z.uuid(), because: z.array(z.string()) }),
);

export type SignatureRecord = z.infer<typeof SignatureRecord>;
