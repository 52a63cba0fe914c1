import type { ServerResponse } from "node:http";
import { type Reason, type RefusalCode, refusalStatus } from "@/lib/domain/refusal";

type Code = RefusalCode | "method";

const titles = {
  unauthenticated: "A token is needed",
  forbidden: "Not this token's program or environment",
  "not-found": "Not found",
  method: "Not this method",
  malformed: "The request cannot be read",
  conflict: "Not possible as things stand",
  invalid: "The receipt is not valid",
  "too-large": "Too large",
  "unsupported-media": "Not a format that is understood here",
  "too-many": "Too many requests",
  unavailable: "Not available at the moment",
} as const satisfies Partial<Record<Code, string>>;

type PlaneCode = keyof typeof titles;

const problem = (code: PlaneCode, detail: string, reasons: readonly Reason[] = []) => {
  const status = code === "method" ? 405 : refusalStatus[code];
  return {
    code,
    status,
    body: Buffer.from(
      JSON.stringify({
        type: `https://signalbox.dev/problems/${code}`,
        title: titles[code],
        status,
        detail,
        code,
        reasons,
        facts: {},
      }),
    ),
  };
};

/** The plane's refusals: constant texts, which say nothing of what is or is not there. */
const problems = {
  unauthenticated: problem(
    "unauthenticated",
    "Send a token of this program as `Authorization: Bearer …`. It is missing, unknown, revoked or past its date.",
  ),
  forbidden: problem(
    "forbidden",
    "This token does not reach that program and environment. Use one that was made for them.",
  ),
  "read-only": problem(
    "forbidden",
    "This token only reads. Receipts need one with the scope plane.",
  ),
  "not-found": problem(
    "not-found",
    "There is no such program and environment here, or no such address under /plane.",
  ),
  method: problem(
    "method",
    "This address is read with GET. Switches are changed at /api/v1, receipts are sent to …/receipts.",
  ),
  "method-post": problem("method", "Receipts are sent with POST."),
  malformed: problem("malformed", "`wait` takes whole seconds from 0 to 60."),
  unavailable: problem(
    "unavailable",
    "The switches have not been read yet. Try again in a moment; until then keep the last snapshot.",
  ),
} as const;

export type PlaneProblem = keyof typeof problems;

const answer = (
  response: ServerResponse,
  { code, status, body }: ReturnType<typeof problem>,
  headers: Readonly<Record<string, string>>,
): number => {
  response.writeHead(status, {
    "content-type": "application/problem+json",
    "content-length": body.length,
    "cache-control": "no-store",
    ...(code === "unauthenticated" ? { "www-authenticate": 'Bearer realm="signalbox plane"' } : {}),
    ...(code === "unavailable" ? { "retry-after": "2" } : {}),
    ...headers,
  });
  response.end(body);
  return status;
};

/** Ends a response with an RFC 9457 problem; gives its status. */
export const answerProblem = (response: ServerResponse, name: PlaneProblem): number =>
  answer(
    response,
    problems[name],
    name === "method" ? { allow: "GET, HEAD" } : name === "method-post" ? { allow: "POST" } : {},
  );

/** The same for what is wrong with one request: a sentence, and one reason a fault. */
export const answerFault = (
  response: ServerResponse,
  code: PlaneCode,
  detail: string,
  {
    reasons = [],
    headers = {},
  }: { reasons?: readonly Reason[]; headers?: Readonly<Record<string, string>> } = {},
): number => answer(response, problem(code, detail, reasons), headers);
