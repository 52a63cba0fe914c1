import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { ClientSettings } from "@/clients/typescript/client-settings";
import type { PlaneRequests } from "@/clients/typescript/plane-requests";
import { writeAtomically } from "@/clients/typescript/write-atomically";
import { Refusal } from "@/lib/domain/refusal";

/** Says by rejecting that a signature over canonical bytes is not good. */
export type VerifySignature = (canonical: Buffer, signature: unknown) => Promise<void>;

export type SigningKeys = {
  /** Asks the plane for its keys where those known do not fit and none are pinned. */
  readonly verify: VerifySignature;
  /** Goes by what is pinned or was kept on disk; asks nobody. */
  readonly verifyKept: VerifySignature;
};

const keyOf = (x: string): KeyObject => {
  try {
    return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  } catch {
    throw new Refusal("invalid", `"${x}" is no Ed25519 public key in base64url.`);
  }
};

const keysIn = (document: string): KeyObject[] => {
  const read: unknown = JSON.parse(document);
  const listed = typeof read === "object" && read !== null && "keys" in read ? read.keys : null;
  if (!Array.isArray(listed)) throw new Error("the keys of the plane cannot be read");
  return listed.flatMap((key: { crv?: unknown; x?: unknown } | null) =>
    key?.crv === "Ed25519" && typeof key.x === "string" ? [keyOf(key.x)] : [],
  );
};

const holds = (keys: readonly KeyObject[], canonical: Buffer, signature: unknown): boolean => {
  if (typeof signature !== "string" || !/^ed25519:[A-Za-z0-9+/]{86}==$/.test(signature))
    return false;
  const raw = Buffer.from(signature.slice("ed25519:".length), "base64");
  return keys.some((key) => verify(null, canonical, key, raw));
};

/**
 * The keys that snapshots are believed by. Pinned ones are the only ones. Without any, the plane's own
 * are believed and kept beside the cache file, so that a start without a network can verify too.
 */
export const createSigningKeys = (
  { origin, cacheFile, publicKeys, timeout, log }: ClientSettings,
  requests: PlaneRequests,
): SigningKeys => {
  const pinned = publicKeys.map(keyOf);
  const keyFile = cacheFile === null ? null : `${cacheFile}.keys`;
  let known = pinned;

  const keep = async (document: string): Promise<void> => {
    if (keyFile === null) return;
    await writeAtomically(keyFile, document).catch((error: unknown) =>
      log(`the keys could not be kept: ${String(error)}`),
    );
  };

  return {
    verifyKept: async (canonical, signature) => {
      if (pinned.length === 0 && keyFile !== null) {
        known = await readFile(keyFile, "utf8").then(keysIn, () => []);
      }
      if (!holds(known, canonical, signature)) {
        throw new Refusal("invalid", "its signature does not hold");
      }
    },
    verify: async (canonical, signature) => {
      if (holds(known, canonical, signature)) return;
      if (pinned.length > 0) {
        throw new Refusal("invalid", "its signature is not one of the pinned keys");
      }
      const response = await requests.ask(`${origin}/plane/v1/keys`, {
        signal: AbortSignal.timeout(timeout),
      });
      if (!response.ok) throw await requests.problemOf(response);
      const document = await requests.textOf(response);
      const keys = keysIn(document);
      if (!holds(keys, canonical, signature)) {
        throw new Refusal("invalid", "its signature does not hold");
      }
      known = keys;
      await keep(document);
    },
  };
};
