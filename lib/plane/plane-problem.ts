import type { ServerResponse } from "node:http";
import { type RefusalCode, refusalStatus } from "@/lib/domain/refusal";

const problem = (code: RefusalCode | "method", status: number, title: string, detail: string) => ({
  status,
  body: Buffer.from(
    JSON.stringify({
      type: `https://signalbox.dev/problems/${code}`,
      title,
      status,
      detail,
      code,
      reasons: [],
      facts: {},
    }),
  ),
});

/** The plane's refusals: constant texts, which say nothing of what is or is not there. */
const problems = {
  unauthenticated: problem(
    "unauthenticated",
    refusalStatus.unauthenticated,
    "A token is needed",
    "Send a token of this program as `Authorization: Bearer …`. It is missing, unknown, revoked or past its date.",
  ),
  forbidden: problem(
    "forbidden",
    refusalStatus.forbidden,
    "Not this token's program or environment",
    "This token does not reach that program and environment. Use one that was made for them.",
  ),
  "not-found": problem(
    "not-found",
    refusalStatus["not-found"],
    "Not found",
    "There is no such program and environment here, or no such address under /plane.",
  ),
  method: problem(
    "method",
    405,
    "Only reading",
    "This address is read with GET. Switches are changed at /api/v1.",
  ),
  malformed: problem(
    "malformed",
    refusalStatus.malformed,
    "The request cannot be read",
    "`wait` takes whole seconds from 0 to 60.",
  ),
  unavailable: problem(
    "unavailable",
    refusalStatus.unavailable,
    "Starting",
    "The switches have not been read yet. Try again in a moment; until then keep the last snapshot.",
  ),
} as const;

export type PlaneProblem = keyof typeof problems;

/** Ends a response with an RFC 9457 problem; gives its status. */
export const answerProblem = (response: ServerResponse, name: PlaneProblem): number => {
  const { status, body } = problems[name];
  response.writeHead(status, {
    "content-type": "application/problem+json",
    "content-length": body.length,
    "cache-control": "no-store",
    ...(name === "unauthenticated" ? { "www-authenticate": 'Bearer realm="signalbox plane"' } : {}),
    ...(name === "method" ? { allow: "GET, HEAD" } : {}),
    ...(name === "unavailable" ? { "retry-after": "2" } : {}),
  });
  response.end(body);
  return status;
};
