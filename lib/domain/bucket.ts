/** MurmurHash3 x86 32-bit, seed 0, stopped after some bytes: what a rule's salt contributes, computed once. */
export type BucketPrefix = {
  readonly hash: number;
  /** Bytes not yet mixed in, little-endian, and how many bits of them. */
  readonly pending: number;
  readonly pendingBits: number;
  readonly length: number;
};

const bucketCount = 10_000;
const start: BucketPrefix = { hash: 0, pending: 0, pendingBits: 0, length: 0 };
const utf8 = new TextEncoder();

const mixBlock = (hash: number, block: number): number => {
  let k = Math.imul(block, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  let h = hash ^ Math.imul(k, 0x1b873593);
  h = (h << 13) | (h >>> 19);
  return (Math.imul(h, 5) + 0xe6546b64) | 0;
};

const finish = (hash: number, pending: number, length: number): number => {
  let k = Math.imul(pending, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  let h = hash ^ Math.imul(k, 0x1b873593) ^ length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
};

const absorb = (from: BucketPrefix, bytes: Uint8Array): BucketPrefix => {
  let { hash, pending, pendingBits } = from;
  for (const byte of bytes) {
    pending |= byte << pendingBits;
    pendingBits += 8;
    if (pendingBits === 32) {
      hash = mixBlock(hash, pending);
      pending = 0;
      pendingBits = 0;
    }
  }
  return { hash, pending, pendingBits, length: from.length + bytes.length };
};

const hashAfter = (prefix: BucketPrefix, text: string): number => {
  let { hash, pending, pendingBits } = prefix;
  const length = text.length;
  const whole = length & ~3;
  let at = 0;
  let seen = 0;
  // Four characters are one block when all are ASCII; what the prefix left over shifts it.
  for (; at < whole; at += 4) {
    const first = text.charCodeAt(at);
    const second = text.charCodeAt(at + 1);
    const third = text.charCodeAt(at + 2);
    const fourth = text.charCodeAt(at + 3);
    seen |= first | second | third | fourth;
    const block = first | (second << 8) | (third << 16) | (fourth << 24);
    if (pendingBits === 0) hash = mixBlock(hash, block);
    else {
      hash = mixBlock(hash, pending | (block << pendingBits));
      pending = block >>> (32 - pendingBits);
    }
  }
  for (; at < length; at++) {
    const unit = text.charCodeAt(at);
    seen |= unit;
    pending |= unit << pendingBits;
    pendingBits += 8;
    if (pendingBits === 32) {
      hash = mixBlock(hash, pending);
      pending = 0;
      pendingBits = 0;
    }
  }
  if (seen > 0x7f) {
    const encoded = absorb(prefix, utf8.encode(text));
    return finish(encoded.hash, encoded.pending, encoded.length);
  }
  return finish(hash, pending, prefix.length + length);
};

/** MurmurHash3 x86 32-bit of the UTF-8 bytes of `text`, seed 0, unsigned. */
export const murmur3 = (text: string): number => hashAfter(start, text) >>> 0;

/** The hash state after `salt + ":"`, to be kept per rule. */
export const bucketPrefix = (salt: string): BucketPrefix => absorb(start, utf8.encode(`${salt}:`));

/**
 * The bucket, 0 to 9999, of a key's value under a rule's salt: a request is in a percentage
 * when its bucket is below the percentage in basis points. switches.md, "Owner resolution" 4.
 */
export const bucketOf = (prefix: BucketPrefix, value: string): number => {
  const hash = hashAfter(prefix, value);
  // The same as `hash % 10000`, in 31 bits: the remainder of a 32-bit number costs as much as the hash.
  return ((hash >>> 1) % (bucketCount / 2)) * 2 + (hash & 1);
};
