import { randomBytes } from "node:crypto";

/** A salt for a canary's buckets: set once, so that raising a percentage never moves anybody back. */
export const newSalt = (): string => randomBytes(6).toString("base64url");
