import { expect, test } from "vitest";
import { clientAddress } from "@/lib/server/people/client-address";

const proxies = ["10.0.0.0/8", "fd00::1"];

test.each([
  ["the socket's other end", "203.0.113.7", undefined, [], "203.0.113.7"],
  ["a header that nobody vouches for", "203.0.113.7", "198.51.100.1", [], "203.0.113.7"],
  ["a header from a stranger", "203.0.113.7", "198.51.100.1", proxies, "203.0.113.7"],
  ["what a proxy says", "10.1.2.3", "198.51.100.1", proxies, "198.51.100.1"],
  ["a proxy behind a proxy", "10.1.2.3", "198.51.100.1, 10.9.9.9", proxies, "198.51.100.1"],
  ["what was forged before a proxy", "10.1.2.3", "1.1.1.1, 198.51.100.1", proxies, "198.51.100.1"],
  ["a proxy that says nothing", "10.1.2.3", undefined, proxies, "10.1.2.3"],
  ["a proxy that says nonsense", "10.1.2.3", "198.51.100.1, unknown", proxies, "10.1.2.3"],
  ["nothing but proxies", "10.1.2.3", "10.0.0.1, 10.0.0.2", proxies, "10.0.0.1"],
  ["an IPv4 address in IPv6's dress", "::ffff:10.1.2.3", "198.51.100.1", proxies, "198.51.100.1"],
  ["ports", "10.1.2.3", "198.51.100.1:4711", proxies, "198.51.100.1"],
  ["an IPv6 address with a port", "fd00::1", "[2001:DB8::7]:443", proxies, "2001:db8::7"],
  ["a zone", "fe80::1%eth0", undefined, [], "fe80::1"],
  ["a socket that is gone", undefined, "198.51.100.1", proxies, null],
] as const)("%s", (_, socket, forwarded, trusted, address) => {
  expect(clientAddress(socket, forwarded, trusted)).toBe(address);
});

test("of a header without end only its end is read", () => {
  const forged = `198.51.100.1, ${Array.from({ length: 500 }, () => "10.0.0.1").join(", ")}`;
  expect(clientAddress("10.1.2.3", forged, proxies)).toBe("10.0.0.1");
});
