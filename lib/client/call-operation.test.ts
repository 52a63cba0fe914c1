import { afterEach, describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { addressOf, callOperation } from "@/lib/client/call-operation";
import { ProblemError } from "@/lib/client/problem-error";
import { operation } from "@/lib/contract/operation";

const readRows = operation({
  id: "readRows",
  method: "GET",
  path: "/api/v1/programs/{program}/rows",
  summary: "",
  tag: "",
  input: z.object({
    program: z.string(),
    team: z.array(z.string()).optional(),
    limit: z.number().default(10),
  }),
  answer: z.object({ total: z.number() }),
});
const lift = operation({ ...readRows, id: "lift", method: "DELETE" });

const answering = (status: number, body: unknown) => {
  const fetched = vi.fn(
    async (_address: string, _init?: RequestInit) =>
      new Response(typeof body === "string" ? body : JSON.stringify(body), {
        status,
        headers: { "x-request-id": "r-1" },
      }),
  );
  vi.stubGlobal("fetch", fetched);
  return fetched;
};

const problem = {
  type: "about:blank",
  title: "Somebody was faster",
  status: 409,
  detail: "v2-pull changed in version 43 (you saw 42).",
  code: "stale-version",
  requestId: "r-7",
  reasons: [{ says: "changed by mk", row: 3 }],
  facts: { version: 43 },
};

afterEach(() => vi.unstubAllGlobals());

describe("calling an operation", () => {
  test.each([
    [{ program: "quay" }, "/api/v1/programs/quay/rows"],
    [{ program: "a/b ?" }, "/api/v1/programs/a%2Fb%20%3F/rows"],
    [{ program: "quay", team: ["a", "b"] }, "/api/v1/programs/quay/rows?team=a%2Cb"],
    [{ program: "quay", team: [], limit: undefined }, "/api/v1/programs/quay/rows"],
  ])("%o is asked at %s", (input, address) => {
    expect(addressOf(readRows, input)).toBe(address);
  });

  test("what is not in the path of a write travels in the body", async () => {
    const fetched = answering(200, { total: 1 });
    await callOperation(lift, { program: "quay", limit: 2 });
    const [address, init] = fetched.mock.calls[0] ?? [];
    expect(address).toBe("/api/v1/programs/quay/rows");
    expect(init).toMatchObject({
      method: "DELETE",
      body: '{"limit":2}',
      headers: { "x-signalbox-request": "1", "content-type": "application/json" },
    });
  });

  test("a refusal keeps its code, reasons, facts and request id", async () => {
    answering(409, problem);
    const thrown = await callOperation(readRows, { program: "quay" }).catch((error) => error);
    expect(thrown).toBeInstanceOf(ProblemError);
    expect(thrown).toMatchObject({
      title: problem.title,
      detail: problem.detail,
      code: "stale-version",
      status: 409,
      requestId: "r-7",
      reasons: problem.reasons,
      facts: { version: 43 },
    });
  });

  test.each([
    ["a page of HTML as an error", 502, "<html>"],
    ["an answer that breaks its contract", 200, { total: "many" }],
    ["an answer that is not JSON", 200, "<html>"],
  ])("%s is unreadable, and the request id is kept", async (_, status, body) => {
    answering(status, body);
    await expect(callOperation(readRows, { program: "quay" })).rejects.toMatchObject({
      code: "unreadable",
      status,
      requestId: "r-1",
    });
  });

  test("no answer is told apart from an aborted request", async () => {
    vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("failed")));
    await expect(callOperation(readRows, { program: "quay" })).rejects.toMatchObject({
      code: "unreachable",
      status: 0,
    });
    const signal = AbortSignal.abort();
    await expect(callOperation(readRows, { program: "quay" }, { signal })).rejects.toBeInstanceOf(
      TypeError,
    );
  });
});
