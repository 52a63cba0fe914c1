import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { Timestamp } from "@/lib/contract/words";

/** Six digits as an authenticator shows them, or a recovery code; spaces and dashes do not count. */
export const FactorCode = z
  .string()
  .max(60)
  .transform((text) => text.replace(/[\s-]/g, "").toLowerCase())
  .refine(
    (code) => /^(\d{6}|[a-z2-7]{16})$/.test(code),
    "must be the six digits that your authenticator shows, or a recovery code",
  );

const SecondFactorView = z.object({
  state: z.enum(["none", "unconfirmed", "confirmed"]),
  confirmedAt: Timestamp.nullable(),
  recoveryCodesLeft: z.int(),
});
export type SecondFactorView = z.infer<typeof SecondFactorView>;

const RecoveryCodes = z.object({
  /** Each replaces one code of the authenticator; in this answer and nowhere else. */
  recoveryCodes: z.array(z.string()),
});

export const readSecondFactor = operation({
  id: "readSecondFactor",
  method: "GET",
  path: "/api/v1/me/second-factor",
  summary: "Whether the caller has a second factor, and how many recovery codes are left",
  tag: "people",
  input: z.object({}),
  answer: SecondFactorView,
});

export const setUpSecondFactor = operation({
  id: "setUpSecondFactor",
  method: "POST",
  path: "/api/v1/me/second-factor",
  summary:
    "Begin a second factor: a secret for an authenticator, which counts once a code confirms it",
  tag: "people",
  status: 201,
  input: z.object({}),
  answer: z.object({
    /** In base32, to type where no picture can be read. */
    secret: z.string(),
    /** The same for an authenticator, `otpauth://…`; the text of the QR code. */
    uri: z.string(),
  }),
});

export const confirmSecondFactor = operation({
  id: "confirmSecondFactor",
  method: "PUT",
  path: "/api/v1/me/second-factor",
  summary: "Confirm the second factor with its first code; gives the recovery codes",
  tag: "people",
  input: z.object({ code: FactorCode }),
  answer: RecoveryCodes,
});

export const removeSecondFactor = operation({
  id: "removeSecondFactor",
  method: "DELETE",
  path: "/api/v1/me/second-factor",
  summary: "Remove one's own second factor, after a fresh proof of who one is",
  tag: "people",
  input: z.object({}),
  answer: SecondFactorView,
});

export const renewRecoveryCodes = operation({
  id: "renewRecoveryCodes",
  method: "POST",
  path: "/api/v1/me/second-factor/recovery-codes",
  summary: "Ten new recovery codes, after a fresh proof of who one is; the old ones count no more",
  tag: "people",
  status: 201,
  input: z.object({}),
  answer: RecoveryCodes,
});

export const giveSecondFactor = operation({
  id: "giveSecondFactor",
  method: "POST",
  path: "/api/v1/me/proof/second-factor",
  summary: "Prove again who one is, with a code of the second factor or a recovery code",
  tag: "people",
  input: z.object({ code: FactorCode }),
  answer: z.object({ factorAt: Timestamp, recoveryCodesLeft: z.int() }),
});

export const resetSecondFactor = operation({
  id: "resetSecondFactor",
  method: "DELETE",
  path: "/api/v1/people/{person}/second-factor",
  summary: "Take a lost second factor from a person, who is told; they set up another",
  tag: "people",
  input: z.object({
    /** A handle. */
    person: z.string().min(1).max(120),
    reason: z.string().trim().min(1).max(1000),
  }),
  answer: SecondFactorView,
});
