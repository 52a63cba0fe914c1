import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { SignedSnapshotSchema } from "@/lib/contract/snapshot";
import { type CanonicalCache, canonicalJson } from "@/lib/domain/canonical-json";
import { Refusal } from "@/lib/domain/refusal";
import type { SignedSnapshot, SnapshotRoute } from "@/lib/domain/snapshot";

/** What is wrong with a snapshot, in a sentence, or nothing. */
const fault = (snapshot: SignedSnapshot, key: KeyObject, cache: CanonicalCache): string | null => {
  const { digest, signature, ...rest } = snapshot;
  const bytes = Buffer.from(canonicalJson(rest, cache));
  if (`sha256:${createHash("sha256").update(bytes).digest("hex")}` !== digest) {
    return "its digest is another than its content's";
  }
  const raw = Buffer.from(signature.slice("ed25519:".length), "base64");
  return verify(null, bytes, key, raw) ? null : "it is not signed with the key that is known here";
};

const rowsOf = (value: unknown): readonly unknown[] => {
  const rows = (value as { readonly routes?: unknown } | null | undefined)?.routes;
  return Array.isArray(rows) ? rows : [];
};

/**
 * A snapshot that was read from a wire or a disk, when it is whole, in its schema, and signed with `key`.
 * Refuses (`invalid`) everything else: nothing of it is to be used. `cache` has the canonical text of rows
 * that were read before, by identity; such rows, of a snapshot that was believed with the same owners, are
 * not read again: at 50,000 routes that is most of the work.
 */
export const verifiedSnapshot = (
  value: unknown,
  key: KeyObject,
  cache: CanonicalCache = new WeakMap(),
): SignedSnapshot => {
  const refuse = (wrong: string): never => {
    throw new Refusal("invalid", `A snapshot cannot be believed: ${wrong}.`);
  };
  const isKnown = (row: unknown): row is SnapshotRoute =>
    typeof row === "object" && row !== null && cache.has(row);
  const rows = rowsOf(value);
  const fresh = rows.filter((row) => !isKnown(row));
  const parsed = SignedSnapshotSchema.safeParse(
    fresh.length === rows.length ? value : { ...(value as object), routes: fresh },
  );
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
  }
  let next = 0;
  const routes = rows.flatMap((row) => (isKnown(row) ? row : (parsed.data.routes[next++] ?? [])));
  for (const route of routes) {
    if (!cache.has(route)) cache.set(route, canonicalJson(route));
  }
  const snapshot = { ...parsed.data, routes };
  const wrong = fault(snapshot, key, cache);
  return wrong === null ? snapshot : refuse(wrong);
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
