import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Problem } from "@/lib/contract/words";
import { type Input, problemIn, send } from "./test-border";
import { junit, program, startReporting, testcase } from "./test-evidence";

/** Where uploads are spooled to: a folder that no other test writes to. */
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-spool-"));
const spooled = (): string[] => fs.readdirSync(folder);

let desk: Awaited<ReturnType<typeof startReporting>>;
beforeAll(async () => {
  desk = await startReporting();
  vi.stubEnv("TMPDIR", folder);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  fs.rmSync(folder, { recursive: true, force: true });
  await desk.close();
});

describe("what is wrong is refused in words, and nothing of it is stored", () => {
  const good = junit(testcase("PT-1"));
  const nested = `${"<testsuite>".repeat(10_000)}${testcase("a")}${"</testsuite>".repeat(10_000)}`;
  const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><testsuite>${testcase("&b;")}</testsuite>`;
  const k6 = JSON.stringify({ metrics: { http_req_duration: { values: { "p(95)": 1 } } } });
  test.each<[string, string, Input, number, RegExp]>([
    ["an empty file", "", {}, 422, /report\.xml is empty/],
    ["a report without a test", "<testsuites/>", {}, 422, /without a single test case/],
    [
      "a truncated report",
      '<testsuite>\n<testcase name="a',
      {},
      400,
      /ends too early, in line 2, column \d+/,
    ],
    ["XML that is no JUnit", "<suites/>", {}, 415, /root element is <suites>/],
    [
      "a benchmark's JSON",
      '[{"name":"fastify","requests":"1"}]',
      {},
      415,
      /JSON list of 1 entries.*Accepted are/,
    ],
    ["10,000 nested suites", nested, {}, 422, /more than 100 deep/],
    ["a billion laughs", laughs, {}, 422, /declares or fetches entities/],
    ["tests without a side", good, { side: "" }, 422, /ran against: python or go/],
    ["an unknown side", good, { side: "rust" }, 422, /no side of here: say python or go/],
    ["tests without a commit", good, { commit: "" }, 422, /of which commit/],
    ["a commit that is none", good, { commit: "main" }, 422, /hexadecimal/],
    ["an unknown environment", good, { environment: "moon" }, 404, /There are staging, production/],
    ["a measurement without a budget", k6, { environment: "staging" }, 422, /There are PB-PULL/],
    [
      "a measurement of an unknown budget",
      k6,
      { environment: "staging", budget: "PB-X" },
      404,
      /no budget "PB-X" in here\. There are PB-PULL/,
    ],
    [
      "a measurement without an environment",
      k6,
      { budget: "PB-PULL" },
      422,
      /in which environment/,
    ],
    ["k6 as tests", k6, { kind: "test" }, 422, /report it as measurement/],
    ["tests as a measurement", good, { kind: "measurement" }, 422, /measures nothing/],
    ["a time to come", good, { collectedAt: "2999-01-01T00:00:00Z" }, 422, /that is to come/],
    ["a run's address that is no page", good, { runUrl: "javascript:alert(1)" }, 422, /http/],
    ["a subject without a level", good, { subject: "registry" }, 422, /level and a key/],
  ])("%s", async (_, text, more, status, says) => {
    const before = await desk.traces();
    const problem = await problemIn(await desk.report(text, more));
    expect(problem).toMatchObject({ status, detail: expect.stringMatching(says) });
    expect(await desk.traces()).toEqual(before);
    expect(spooled()).toEqual([]);
  });

  test("a file of more than 100 MB, as soon as it is", async () => {
    const MiB = 1024 * 1024;
    const head = '--b\r\ncontent-disposition: form-data; name="files"; filename="big.xml"\r\n\r\n';
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(sent === 0 ? Buffer.from(head) : new Uint8Array(MiB));
        sent += 1;
      },
    });
    const headers = { ...desk.admin(), "content-type": "multipart/form-data; boundary=b" };
    const request = { headers, body, duplex: "half" } as RequestInit;
    const problem = await problemIn(await send("reportEvidence", { program }, request));
    expect(problem).toMatchObject({
      status: 413,
      code: "too-large",
      detail: expect.stringContaining("big.xml is larger than 100 MB"),
    });
    expect(sent).toBeLessThan(110);
    expect(spooled()).toEqual([]);
  });

  test.each<[string, RequestInit, number, RegExp]>([
    [
      "a form that was cut off",
      {
        headers: { "content-type": "multipart/form-data; boundary=b" },
        body: '--b\r\ncontent-disposition: form-data; name="files"; filename="a.xml"\r\n\r\n<testsuite>',
      },
      400,
      /cut off/,
    ],
    [
      "a form without a boundary",
      { headers: { "content-type": "multipart/form-data" }, body: "x" },
      400,
      /boundary/,
    ],
    ["JSON", { headers: { "content-type": "application/json" }, body: "{}" }, 415, /multipart/],
    [
      "a form without files",
      {
        headers: { "content-type": "multipart/form-data; boundary=b" },
        body: '--b\r\ncontent-disposition: form-data; name="side"\r\n\r\ngo\r\n--b--\r\n',
      },
      422,
      /at least one file/,
    ],
    [
      "a field that takes the place of the files",
      {
        headers: { "content-type": "multipart/form-data; boundary=b" },
        body: '--b\r\ncontent-disposition: form-data; name="files"\r\n\r\n/etc/passwd\r\n--b--\r\n',
      },
      422,
      /at least one file/,
    ],
  ])("%s", async (_, request, status, says) => {
    const headers = { ...desk.admin(), ...request.headers };
    const problem = (await problemIn(
      await send("reportEvidence", { program }, { ...request, headers }),
    )) as Problem;
    expect(problem).toMatchObject({ status, detail: expect.stringMatching(says) });
    expect(spooled()).toEqual([]);
  });
});
