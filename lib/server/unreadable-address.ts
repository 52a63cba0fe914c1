import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { Refusal } from "@/lib/domain/refusal";
import { problemOf } from "@/lib/server/problem";

/** Whether the path of a request holds percent signs that stand for no text; the page router fails on it. */
export const isUnreadableAddress = (url: string): boolean => {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return false;
  } catch {
    return true;
  }
};

export const refuseUnreadableAddress = (response: ServerResponse): void => {
  const requestId = randomUUID();
  const refusal = new Refusal(
    "malformed",
    "The address is not readable: a percent sign in it stands for no text in UTF-8. Write %25 for a percent sign.",
  );
  const problem = problemOf(refusal, requestId);
  response.writeHead(problem.status, {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-request-id": requestId,
  });
  response.end(JSON.stringify(problem));
};
