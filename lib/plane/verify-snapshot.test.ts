import { createHash, generateKeyPairSync, sign } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { exampleSnapshot } from "@/lib/domain/example-snapshot";
import type { SignedSnapshot } from "@/lib/domain/snapshot";
import { readKey, verifiedSnapshot, writeKey } from "@/lib/plane/verify-snapshot";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const snapshot = exampleSnapshot({
  capabilities: { "v2-pull": { owner: "go", canary: { percent: 1000, key: "org", salt: "s" } } },
});
const bytes = Buffer.from(canonicalJson(snapshot));
const good: SignedSnapshot = {
  ...snapshot,
  digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
  signature: `ed25519:${sign(null, bytes, privateKey).toString("base64")}`,
};
const text = JSON.stringify(good);

/** What is believed of a text, or `null`. */
const believed = (changed: string): SignedSnapshot | null => {
  try {
    return verifiedSnapshot(JSON.parse(changed), publicKey);
  } catch {
    return null;
  }
};

const place = fc.integer({ min: 0, max: text.length - 1 });
const mutated = fc.oneof(
  fc
    .tuple(place, fc.string({ maxLength: 3 }))
    .map(([from, put]) => text.slice(0, from) + put + text.slice(from + 1)),
  fc.tuple(place, place).map(([from, to]) => text.slice(0, from) + text.slice(to)),
  fc
    .tuple(
      fc.constantFrom("python", "go", "1000", "v2-pull", "[]", "{}", "null"),
      fc.constantFrom("go", "python", "10000", "{}", "null", "[]"),
      fc.nat(20),
    )
    .map(([word, other, skipped]) => {
      let from = -1;
      for (let count = 0; count <= skipped; count++) {
        const next = text.indexOf(word, from + 1);
        if (next < 0) break;
        from = next;
      }
      return from < 0 ? text : text.slice(0, from) + other + text.slice(from + word.length);
    }),
);

test("of 10,000 mutated snapshots only what says the same is believed", () => {
  fc.assert(
    fc.property(mutated, (changed) => {
      const read = believed(changed);
      if (read === null) return;
      const { signature: _, ...rest } = read;
      const { signature: __, ...same } = good;
      expect(rest).toEqual(same);
    }),
    { numRuns: 10_000 },
  );
});

test("a snapshot that nobody has touched is believed", () => {
  expect(believed(text)).toEqual(good);
  expect(believed(JSON.stringify(good, null, 4))).toEqual(good);
});

test("a key is read as it was written, and from nothing else", () => {
  expect(readKey(writeKey(publicKey))?.equals(publicKey)).toBe(true);
  for (const other of [
    "",
    "null",
    "{}",
    '{"keys":[]}',
    '{"keys":[{"kty":"RSA"}]}',
    '{"keys":[{"kty":"OKP","crv":"Ed25519","x":"short"}]}',
  ]) {
    expect(readKey(other)).toBeNull();
  }
});
