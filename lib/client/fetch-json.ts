import type * as z from "zod";
import { ProblemError, readProblem } from "@/lib/client/problem-error";

export type FetchJson = {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON; a `FormData` (files) is sent as it is. */
  body?: unknown;
  signal?: AbortSignal;
};

/**
 * The one fetch of the browser: asks this server for `address`, answers what `answer` promises.
 * Throws a `ProblemError` for a refusal, for no answer, and for one that breaks its contract;
 * an aborted request throws its `AbortError`. The header says that the request came from our own
 * pages: another site's form cannot set it.
 */
export const fetchJson = async <Answer>(
  answer: z.ZodType<Answer>,
  address: string,
  { method = "GET", body, signal }: FetchJson = {},
): Promise<Answer> => {
  const isForm = body instanceof FormData;
  const response = await fetch(address, {
    method,
    signal,
    credentials: "same-origin",
    headers: {
      accept: "application/json",
      "x-signalbox-request": "1",
      ...(body === undefined || isForm ? {} : { "content-type": "application/json" }),
    },
    body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
  }).catch((thrown: unknown) => {
    if (signal?.aborted) throw thrown;
    throw new ProblemError(
      "Signalbox cannot be reached",
      "No answer came. Look at your connection and try again.",
      "unreachable",
      0,
    );
  });
  if (!response.ok) throw await readProblem(response);
  const parsed = answer.safeParse(await response.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  throw new ProblemError(
    "The server's answer cannot be read",
    "This page and the server are of different versions. Reload the page.",
    "unreadable",
    response.status,
    parsed.error.issues
      .slice(0, 5)
      .map((issue) => ({ says: issue.message, field: issue.path.join(".") })),
    response.headers.get("x-request-id") ?? undefined,
  );
};
