import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { SignedSnapshotSchema } from "@/lib/contract/snapshot";
import { type CanonicalCache, canonicalJson } from "@/lib/domain/canonical-json";
import { Refusal } from "@/lib/domain/refusal";
import type { SignedSnapshot } from "@/lib/domain/snapshot";

/** What is wrong with a snapshot, in a sentence, or nothing. */
const fault = (snapshot: SignedSnapshot, key: KeyObject, cache?: CanonicalCache): string | null => {
  const { digest, signature, ...rest } = snapshot;
  const bytes = Buffer.from(canonicalJson(rest, cache));
  if (`sha256:${createHash("sha256").update(bytes).digest("hex")}` !== digest) {
    return "its digest is another than its content's";
  }
  const raw = Buffer.from(signature.slice("ed25519:".length), "base64");
  return verify(null, bytes, key, raw) ? null : "it is not signed with the key that is known here";
};

/**
 * A snapshot that was read from a wire or a disk, when it is whole, in its schema, and signed with `key`.
 * Refuses (`invalid`) everything else: nothing of it is to be used.
 */
export const verifiedSnapshot = (
  value: unknown,
  key: KeyObject,
  cache?: CanonicalCache,
): SignedSnapshot => {
  const parsed = SignedSnapshotSchema.safeParse(value);
  const wrong = parsed.success
    ? fault(parsed.data, key, cache)
    : `${parsed.error.issues[0]?.path.join(".") ?? ""}: ${parsed.error.issues[0]?.message ?? ""}`;
  if (parsed.success && wrong === null) return parsed.data;
  throw new Refusal("invalid", `A snapshot cannot be believed: ${wrong}.`);
};

/** The key of `/plane/v1/keys`, or `null` where the text names none. */
export const readKey = (text: string): KeyObject | null => {
  try {
    const { keys } = JSON.parse(text) as { keys: { kty: string; crv: string; x: string }[] };
    const found = keys.find(({ kty, crv }) => kty === "OKP" && crv === "Ed25519");
    return found === undefined
      ? null
      : createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: found.x }, format: "jwk" });
  } catch {
    return null;
  }
};

export const writeKey = (key: KeyObject): string =>
  `${JSON.stringify({ keys: [key.export({ format: "jwk" })] })}\n`;
