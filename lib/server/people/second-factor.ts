import { randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type { SecondFactorView } from "@/lib/contract/second-factor";
import { type CodeVerdict, codeSeconds, judgeCode, stepAt } from "@/lib/domain/code-step";
import type { Actor } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import type { MissingProof } from "@/lib/domain/session-proof";
import { sha256 } from "@/lib/server/audit";

type Person = Extract<Actor, { kind: "person" }>;
type Stored = {
  readonly confirmedAt: Date | null;
  readonly recoveryHashes: readonly string[];
} | null;

/** Steps around now that are looked at for a clock that is wrong: ten minutes each way. */
const widest = 20;
const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

const totpOf = (secret: string, label = ""): TOTP =>
  new TOTP({ issuer: "Signalbox", label, secret: Secret.fromBase32(secret), period: codeSeconds });

/** A new secret of 160 bits (RFC 4226, section 4), in base32. */
export const newFactorSecret = (): string => new Secret({ size: 20 }).base32;

export const factorUri = (secret: string, handle: string): string =>
  totpOf(secret, handle).toString();

/** What to make of six digits now. */
export const judgeDigits = (
  secret: string,
  token: string,
  lastStep: number,
  now: Date,
): CodeVerdict => {
  const totp = totpOf(secret);
  const timestamp = now.getTime();
  const offset =
    totp.validate({ token, timestamp, window: 1 }) ??
    totp.validate({ token, timestamp, window: widest });
  const current = stepAt(now);
  return judgeCode(offset === null ? null : current + offset, current, lastStep);
};

/** Ten codes of 80 bits, each good once; only their hashes are stored. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: 10 }, () =>
    Array.from({ length: 16 }, (_, at) => {
      const letter = alphabet[randomInt(alphabet.length)] ?? "a";
      return at > 0 && at % 4 === 0 ? `-${letter}` : letter;
    }).join(""),
  );

export const recoveryHash = (code: string): string => sha256(code.replaceAll("-", ""));

export const factorView = (factor: Stored): SecondFactorView => ({
  state: factor === null ? "none" : factor.confirmedAt ? "confirmed" : "unconfirmed",
  confirmedAt: factor?.confirmedAt?.toISOString() ?? null,
  recoveryCodesLeft: factor?.confirmedAt ? factor.recoveryHashes.length : 0,
});

/** Whoever is at a browser: what concerns their own sign-in is nobody else's. */
export const personAtBrowser = (
  actor: Actor,
): Person & { readonly session: NonNullable<Person["session"]> } => {
  if (actor.kind !== "person" || !actor.session) {
    throw new Refusal("forbidden", "Only a person at a browser may do this, never an API token.");
  }
  return { ...actor, session: actor.session };
};

export const refuseWithoutProof = (missing: MissingProof | null): void => {
  if (missing) throw new Refusal("needs-proof", missing.says, [], { proof: missing.kind });
};
