import { expect, test } from "vitest";
import { missingProof, proofLasts } from "@/lib/domain/session-proof";

const now = new Date("2026-11-21T12:00:00Z");
const ago = (milliseconds: number): Date => new Date(now.getTime() - milliseconds);
const hour = 3_600_000;
const session = { id: "s", startedAt: ago(hour), authenticatedAt: ago(hour), factorAt: null };

test.each([
  [
    "who signed in a moment ago has proven it",
    { authenticatedAt: ago(proofLasts - 1) },
    null,
    null,
  ],
  ["a while later they sign in again", {}, null, "sign-in-again"],
  ["at the very end of that time too", { authenticatedAt: ago(proofLasts) }, null, "sign-in-again"],
  [
    "a provider that tells no time takes a second factor",
    { authenticatedAt: null },
    null,
    "second-factor",
  ],
  ["which counts as long", { authenticatedAt: null, factorAt: ago(proofLasts - 1) }, null, null],
  ["and no longer", { authenticatedAt: null, factorAt: ago(proofLasts) }, null, "second-factor"],
  ["a session that has signed goes on signing", {}, ago(hour / 2), null],
  ["what was signed in an earlier session is no proof", {}, ago(2 * hour), "sign-in-again"],
  [
    "a clock five minutes ahead proves nothing",
    { authenticatedAt: ago(-5 * 60_000) },
    null,
    "sign-in-again",
  ],
])("%s", (_, more, lastSignedAt, kind) => {
  expect(missingProof({ ...session, ...more }, lastSignedAt, now)?.kind ?? null).toBe(kind);
});

test("without a session there is nothing to go by", () => {
  expect(missingProof(undefined, ago(0), now)?.kind).toBe("sign-in-again");
});
