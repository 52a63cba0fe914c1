import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { Refusal } from "@/lib/domain/refusal";
import { env } from "@/lib/server/env";
import { runtime } from "@/lib/server/runtime";

type Key = { readonly id: string; readonly bytes: Buffer };

/** The first seals; the others open what was sealed before the key was changed. */
const keysNow = (): readonly Key[] =>
  [...env().secretKeys, runtime().sessionSecret].map((secret) => ({
    id: createHash("sha256").update(`key of ${secret}`).digest("hex").slice(0, 8),
    bytes: Buffer.from(hkdfSync("sha256", secret, "", "signalbox sealed secret", 32)),
  }));

/** Encrypts a secret for the database; it opens only for the `owner` it was sealed for. */
export const sealSecret = (secret: string, owner: string): string => {
  const [key] = keysNow();
  if (!key) throw new Error("There is always a key.");
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  const parts = [nonce, cipher.getAuthTag(), sealed].map((part) => part.toString("base64url"));
  return ["v1", key.id, ...parts].join(".");
};

/** The secret again, and whether it is to be sealed anew because the key was changed since. */
export const openSecret = (
  stored: string,
  owner: string,
): { readonly secret: string; readonly isOld: boolean } => {
  const [, id, nonce = "", tag = "", sealed = ""] = stored.split(".");
  const keys = keysNow();
  const at = keys.findIndex((key) => key.id === id);
  const key = keys[at];
  if (!key) {
    throw new Refusal(
      "conflict",
      "Your second factor was stored with a key that this installation no longer has. An admin resets it, then you set up another.",
    );
  }
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, Buffer.from(nonce, "base64url"))
    .setAAD(Buffer.from(owner))
    .setAuthTag(Buffer.from(tag, "base64url"));
  const opened = Buffer.concat([
    decipher.update(Buffer.from(sealed, "base64url")),
    decipher.final(),
  ]);
  return { secret: opened.toString("utf8"), isOld: at > 0 };
};
