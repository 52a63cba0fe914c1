import type { Problem } from "@/lib/contract/words";

export type ProblemReason = Problem["reasons"][number];

/**
 * Why the server did not do what was asked, or could not be asked. `code` is the server's closed code,
 * or `unreachable` (no answer came) or `unreadable` (an answer came that is not what was promised).
 */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(
    readonly title: string,
    readonly detail: string,
    readonly code: string,
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly reasons: readonly ProblemReason[] = [],
    readonly requestId?: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail || title);
  }
}

/** Reads an answer that is not a success; whatever its body is, a problem comes out. */
export const readProblem = async (response: Response): Promise<ProblemError> => {
  const requestId = response.headers.get("x-request-id") ?? undefined;
  const body: unknown = await response.json().catch(() => null);
  // The schemas weigh more than the rest of a page: they are fetched with the first answer that needs them.
  const { Problem } = await import("@/lib/contract/words");
  const problem = Problem.safeParse(body);
  if (!problem.success) {
    return new ProblemError(
      "The server gave an answer that says nothing",
      `It answered with status ${response.status}. Try again; if it stays so, pass on the request id.`,
      "unreadable",
      response.status,
      [],
      requestId,
    );
  }
  const { title, detail, code, status, reasons, facts } = problem.data;
  return new ProblemError(title, detail, code, status, reasons, problem.data.requestId, facts);
};

/** Any thrown value as something that can be shown; never the words of an unforeseen error. */
export const problemOf = (thrown: unknown): ProblemError =>
  thrown instanceof ProblemError
    ? thrown
    : new ProblemError(
        "Something went wrong on this page",
        "Reload the page. What was already accepted is kept.",
        "page",
        0,
      );
