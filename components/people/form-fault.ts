import type { ProblemError } from "@/lib/client/problem-error";

/**
 * What is wrong with what was sent in a form of these fields: the words for each field, and the problem
 * itself where it is not said at its fields alone.
 */
export const formFault = (problem: ProblemError | null, fields: readonly string[]) => {
  const reasons = problem?.reasons ?? [];
  const isAtFields =
    reasons.length > 0 &&
    reasons.every(({ field }) => field !== undefined && fields.includes(field));
  return {
    fault: isAtFields ? null : problem,
    errorOf: (field: string): string | undefined =>
      reasons.find((reason) => reason.field === field)?.says,
  };
};
