import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { postOutbound } from "@/lib/server/notices/post-outbound";

const loopback = { privateAddresses: ["127.0.0.1"] };
const nothing = { privateAddresses: [] };
const seen: { path: string; body: string }[] = [];
let port = 0;
const server = http.createServer((request, response) => {
  let body = "";
  request.on("data", (part) => {
    body += part;
  });
  request.on("end", () => {
    seen.push({ path: request.url ?? "", body });
    if (request.url === "/silent") return;
    if (request.url === "/elsewhere") response.writeHead(302, { location: "/taken" }).end();
    else if (request.url === "/endless") {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
      };
      response.on("drain", more).on("close", () => seen.push({ path: "/ended", body: "" }));
      more();
    } else response.writeHead(request.url === "/broken" ? 500 : 204).end();
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const to = (path: string, host = "127.0.0.1"): string => `http://${host}:${port}${path}`;

describe("a call of an address outside", () => {
  test.each([
    ["/taken", 204],
    ["/broken", 500],
  ])("%s gives the status %i", async (path, status) => {
    expect(await postOutbound(to(path), {}, '{"ü":1}', loopback)).toEqual({ status });
    expect(seen.at(-1)).toEqual({ path, body: '{"ü":1}' });
  });

  test("does not follow a redirect", async () => {
    expect(await postOutbound(to("/elsewhere"), {}, "{}", loopback)).toEqual({ status: 302 });
    expect(seen.at(-1)?.path).toBe("/elsewhere");
  });

  test("waits for a silent one only so long", async () => {
    const impatient = { ...loopback, timeoutMilliseconds: 200 };
    expect(await postOutbound(to("/silent"), {}, "{}", impatient)).toEqual({
      status: null,
      problem: "No answer within 0.2 s.",
    });
  });

  test("does not read an answer without an end", async () => {
    expect(await postOutbound(to("/endless"), {}, "{}", loopback)).toEqual({ status: 200 });
    await vi.waitFor(() => expect(seen.at(-1)?.path).toBe("/ended"));
  });

  test.each([
    ["an address of this machine", "127.0.0.1"],
    ["the same written as a number", "2130706433"],
    ["the same in octal", "0177.0.0.1"],
    ["the same in six parts", "[::ffff:127.0.0.1]"],
    ["everything of this machine", "0.0.0.0"],
    ["a cloud's own address", "169.254.169.254"],
    ["a name that leads here", "localhost"],
  ])("is not made to %s", async (_, host) => {
    const before = seen.length;
    const { problem } = await postOutbound(to("/taken", host), {}, "{}", nothing);
    expect(problem).toMatch(/private address, and SIGNALBOX_ALLOW_PRIVATE_ADDRESSES/);
    expect(seen).toHaveLength(before);
  });

  test("goes to the address that was looked at, whatever the name answers the second time", async () => {
    const answers = [["127.0.0.1"], ["10.0.0.1"]];
    const resolve = vi.fn(async () =>
      (answers.shift() ?? []).map((address) => ({ address, family: 4 })),
    );
    const outbound = { ...loopback, resolve };
    expect(await postOutbound(to("/taken", "hooks.test"), {}, "{}", outbound)).toEqual({
      status: 204,
    });
    expect(resolve).toHaveBeenCalledOnce();
    expect(await postOutbound(to("/taken", "hooks.test"), {}, "{}", outbound)).toMatchObject({
      problem: expect.stringContaining("10.0.0.1 is a private address"),
    });
  });

  test("is not made where one of several addresses is private", async () => {
    const resolve = async () => [
      { address: "127.0.0.1", family: 4 },
      { address: "10.0.0.1", family: 4 },
    ];
    const { problem } = await postOutbound(to("/taken", "hooks.test"), {}, "{}", {
      ...loopback,
      resolve,
    });
    expect(problem).toContain("10.0.0.1");
  });

  test("goes in the clear only where the address is named", async () => {
    const resolve = async () => [{ address: "8.8.8.8", family: 4 }];
    const { problem } = await postOutbound(to("/taken", "hooks.test"), {}, "{}", {
      ...loopback,
      resolve,
    });
    expect(problem).toContain("Use https");
  });

  test.each([
    ["https://user:secret@example.org/", "Leave user and password out"],
    ["ftp://example.org/", "https address"],
    ["example.org", "no address"],
  ])("%s is refused", async (address, says) => {
    expect((await postOutbound(address, {}, "{}", nothing)).problem).toContain(says);
  });
});
