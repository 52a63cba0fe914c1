import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { isUnreadableAddress, refuseUnreadableAddress } from "./unreadable-address";

test.each([
  ["/api/v1/programs/%E0%A4%A/matrix", true],
  ["/100%", true],
  ["/%zz", true],
  ["/items/50%25", false],
  ["/items/a%2Fb?q=100%", false],
  ["/Größe", false],
  ["/", false],
])("%s is unreadable: %s", (url, expected) => {
  expect(isUnreadableAddress(url)).toBe(expected);
});

test("it is refused as a problem that says what to write instead", async () => {
  const server = createServer((_, response) => refuseUnreadableAddress(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`);
  server.close();
  expect(response.status).toBe(400);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(await response.json()).toMatchObject({
    code: "malformed",
    detail: expect.stringContaining("%25"),
    requestId: response.headers.get("x-request-id"),
  });
});
