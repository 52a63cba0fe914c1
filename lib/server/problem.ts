import type { Problem } from "@/lib/contract/words";
import { Refusal, type RefusalCode, refusalStatus } from "@/lib/domain/refusal";

const titles: Record<RefusalCode, string> = {
  malformed: "The request cannot be read",
  unauthenticated: "Sign in first",
  forbidden: "Not allowed",
  "not-found": "Not found",
  conflict: "In conflict with what is there",
  "stale-version": "Somebody changed it meanwhile",
  "no-effect": "Nothing would change",
  "needs-request": "Needs a request and approvals",
  "needs-proof": "Prove again who you are",
  "needs-acknowledgement": "Something would be lost",
  interlocked: "Interlocked",
  "too-large": "Too large",
  "unsupported-media": "Not a format that is understood here",
  invalid: "The input is not valid",
  "too-many": "Too many requests",
  unavailable: "Not available at the moment",
};

/** The one mapping from errors to RFC 9457 problems; an unknown error never shows its message. */
export const problemOf = (error: unknown, requestId: string): Problem => {
  if (error instanceof Refusal || (error instanceof Error && error.name === "Refusal")) {
    const refusal = error as Refusal;
    return {
      type: `https://signalbox.dev/problems/${refusal.code}`,
      title: titles[refusal.code],
      status: refusalStatus[refusal.code],
      detail: refusal.message,
      code: refusal.code,
      requestId,
      reasons: [...refusal.reasons],
      facts: refusal.facts,
    };
  }
  return {
    type: "about:blank",
    title: "Internal error",
    status: 500,
    detail: `Something went wrong inside Signalbox. The log has it under ${requestId}.`,
    code: "internal",
    requestId,
    reasons: [],
    facts: {},
  };
};
