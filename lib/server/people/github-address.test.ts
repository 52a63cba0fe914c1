import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { readGithubAddress } from "@/lib/server/people/github-address";

// GitHub itself cannot be asked here: a server on this machine answers as its API is documented to.
let close: (() => void) | null = null;
afterEach(() => close?.());

const answering = async (body: unknown, status = 200): Promise<string> => {
  const server = createServer((_, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const one = (email: string, primary: boolean, verified: boolean) => ({ email, primary, verified });

test.each([
  ["the primary one", [one("b@x.org", false, true), one("a@x.org", true, true)], "a@x.org"],
  ["a primary one that is not verified", [one("a@x.org", true, false)], null],
  ["another that is verified", [one("a@x.org", true, false), one("b@x.org", false, true)], null],
  ["none", [], null],
  ["something else", { emails: [] }, null],
  ["no JSON", "<html>", null],
])("%s", async (_, body, address) => {
  expect(await readGithubAddress(await answering(body), "gho_x")).toBe(address);
});

test("a GitHub that refuses tells no address, and one that is not there", async () => {
  expect(await readGithubAddress(await answering({ message: "Not Found" }, 404), "x")).toBeNull();
  expect(await readGithubAddress("http://127.0.0.1:1", "x")).toBeNull();
});
