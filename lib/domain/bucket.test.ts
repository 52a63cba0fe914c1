import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketOf, bucketPrefix, murmur3 } from "@/lib/domain/bucket";

describe("the hash is MurmurHash3 x86 32-bit with seed 0", () => {
  test.each([
    ["", 0],
    ["a", 0x3c2569b2],
    ["abc", 0xb3dd93fa],
    ["test", 0xba6bd213],
    ["hello", 0x248bfa47],
    ["hello, world", 0x149bbb7f],
    ["19 Jan 2038 at 3:14:07 AM", 0xe31e8a70],
    ["The quick brown fox jumps over the lazy dog", 0x2e4ff723],
  ])("%j gives its published value", (text, expected) => {
    expect(murmur3(text)).toBe(expected);
  });
});

test("a salt hashed beforehand gives the bucket of the whole text, in any script", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (salt, key) => {
      expect(bucketOf(bucketPrefix(salt), key)).toBe(murmur3(`${salt}:${key}`) % 10_000);
    }),
  );
});

test("text outside ASCII is hashed as UTF-8, half a surrogate pair as U+FFFD", () => {
  const prefix = bucketPrefix("s");
  expect(bucketOf(prefix, "\ud800")).toBe(bucketOf(prefix, "\ufffd"));
  // Computed from the bytes 73 3a c3 bc by a second implementation.
  expect(murmur3("s:ü")).toBe(murmurOfBytes([0x73, 0x3a, 0xc3, 0xbc]));
  expect(murmur3("s:😀")).toBe(murmurOfBytes([0x73, 0x3a, 0xf0, 0x9f, 0x98, 0x80]));
});

test("ten thousand keys spread over a percentage as they should", () => {
  const prefix = bucketPrefix("v2-pull");
  const met = Array.from({ length: 10_000 }, (_, at) => bucketOf(prefix, `org-${at}`)).filter(
    (bucket) => bucket < 1000,
  ).length;
  expect(met).toBeGreaterThan(900);
  expect(met).toBeLessThan(1100);
});

/** The same hash written from its definition over a byte list with 64-bit integers. */
function murmurOfBytes(bytes: readonly number[]): number {
  const mask = 0xffffffffn;
  const rotate = (value: bigint, by: bigint) => ((value << by) | (value >> (32n - by))) & mask;
  const scramble = (k: bigint) => (rotate((k * 0xcc9e2d51n) & mask, 15n) * 0x1b873593n) & mask;
  let hash = 0n;
  const whole = bytes.length - (bytes.length % 4);
  const word = (from: number, to: number) =>
    bytes.slice(from, to).reduce((sum, byte, at) => sum | (BigInt(byte) << BigInt(8 * at)), 0n);
  for (let at = 0; at < whole; at += 4) {
    hash = (rotate(hash ^ scramble(word(at, at + 4)), 13n) * 5n + 0xe6546b64n) & mask;
  }
  hash ^= scramble(word(whole, bytes.length)) ^ BigInt(bytes.length);
  hash = ((hash ^ (hash >> 16n)) * 0x85ebca6bn) & mask;
  hash = ((hash ^ (hash >> 13n)) * 0xc2b2ae35n) & mask;
  return Number(hash ^ (hash >> 16n));
}
