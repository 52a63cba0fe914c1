import { ProblemError } from "@/lib/client/problem-error";

/** The capabilities that a refusal asks to acknowledge, because going back loses what only the target wrote. */
export const lossesOf = (error: unknown): string[] => {
  if (!(error instanceof ProblemError) || error.code !== "needs-acknowledgement") return [];
  const { capabilities } = error.facts;
  return Array.isArray(capabilities) ? capabilities.map(String) : [];
};
