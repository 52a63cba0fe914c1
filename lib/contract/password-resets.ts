import * as z from "zod";
import { operation } from "@/lib/contract/operation";
import { FactorCode } from "@/lib/contract/second-factor";
import { Reason, Timestamp } from "@/lib/contract/words";

/** A handle. */
const PersonInput = z.object({ person: z.string().min(1).max(120) });

/** A link that is open; never the link itself. */
export const PasswordResetView = z.object({
  by: z.string(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
});
export type PasswordResetView = z.infer<typeof PasswordResetView>;

export const makePasswordReset = operation({
  id: "makePasswordReset",
  method: "POST",
  path: "/api/v1/people/{person}/password-reset",
  summary:
    "Make a one-time link by which somebody with a local account chooses another password; they are told",
  tag: "people",
  status: 201,
  input: PersonInput.extend({
    reason: Reason,
    expiresInHours: z.number().int().min(1).max(72).default(24),
  }),
  answer: PasswordResetView.extend({
    /** In this answer and nowhere else. */
    link: z.string(),
    /** A code of their second factor is asked for beside it. */
    needsCode: z.boolean(),
  }),
});

export const endPasswordReset = operation({
  id: "endPasswordReset",
  method: "DELETE",
  path: "/api/v1/people/{person}/password-reset",
  summary: "Take an open link to another password back; it opens nothing any more",
  tag: "people",
  input: PersonInput,
  answer: z.object({ ended: z.int() }),
});

const Code = z.string().min(20).max(200);

export const readPasswordReset = operation({
  id: "readPasswordReset",
  method: "POST",
  path: "/api/v1/password-reset",
  summary: "Whose password a link changes, for whoever holds it",
  tag: "people",
  open: true,
  input: z.object({ code: Code }),
  answer: z.object({
    handle: z.string(),
    name: z.string(),
    by: z.string(),
    expiresAt: Timestamp,
    needsCode: z.boolean(),
  }),
});
export type OpenPasswordReset = z.infer<typeof readPasswordReset.answer>;

export const choosePassword = operation({
  id: "choosePassword",
  method: "POST",
  path: "/api/v1/password-reset/password",
  summary: "Choose another password with a link; every session of the account ends",
  tag: "people",
  open: true,
  input: z.object({
    code: Code,
    password: z.string().max(400),
    /** A code of the second factor, or a recovery code, where there is one. */
    factorCode: FactorCode.optional(),
  }),
  answer: z.object({ handle: z.string(), ended: z.int() }),
});
