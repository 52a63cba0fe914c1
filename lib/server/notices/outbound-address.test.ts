import { describe, expect, test } from "vitest";
import { isAllowedAddress, isPublicAddress } from "@/lib/server/notices/outbound-address";

describe("an address of the open Internet", () => {
  test.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "198.20.0.1", "2606:4700::1111", "2a00:1450::1"])(
    "is %s",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  test.each([
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.20.30.40",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "198.19.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001::1",
    "2001:db8::1",
    "fd12::1",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "localhost",
    "",
  ])("is not %s", (address) => expect(isPublicAddress(address)).toBe(false));
});

describe("a private address that the installation names", () => {
  test.each<[string, string[], boolean]>([
    ["127.0.0.1", ["127.0.0.1"], true],
    ["127.0.0.2", ["127.0.0.1"], false],
    ["10.1.2.3", ["192.168.0.0/16", "10.0.0.0/8"], true],
    ["11.1.2.3", ["10.0.0.0/8"], false],
    ["fd00::7", ["fd00::/8"], true],
    ["::1", ["127.0.0.1"], false],
    ["127.0.0.1", [], false],
    ["localhost", ["127.0.0.1"], false],
  ])("%s within %j: %s", (address, ranges, allowed) => {
    expect(isAllowedAddress(address, ranges)).toBe(allowed);
  });
});
