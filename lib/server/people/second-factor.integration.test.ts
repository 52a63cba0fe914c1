import { TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as contract from "@/lib/contract/second-factor";
import { missingProof } from "@/lib/domain/session-proof";
import { identify } from "@/lib/server/actor";
import { confirmSecondFactor } from "@/lib/server/commands/confirm-second-factor";
import { giveSecondFactor } from "@/lib/server/commands/give-second-factor";
import { removeSecondFactor } from "@/lib/server/commands/remove-second-factor";
import { renewRecoveryCodes } from "@/lib/server/commands/renew-recovery-codes";
import { resetSecondFactor } from "@/lib/server/commands/reset-second-factor";
import { setUpSecondFactor } from "@/lib/server/commands/set-up-second-factor";
import { openSecret, sealSecret } from "@/lib/server/people/sealed-secret";
import { readProof } from "@/lib/server/queries/read-proof";
import { readSecondFactor } from "@/lib/server/queries/read-second-factor";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { browserOf } from "@/lib/server/test-callers";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;
beforeAll(async () => {
  runtime = await startTestRuntime();
  programId = await exampleProgram(runtime.database, "quay");
});
afterAll(() => runtime.close());

const minute = 60_000;
const ago = (minutes: number): Date => new Date(Date.now() - minutes * minute);

/** Somebody of GitHub: nothing says when they proved who they are. */
const somebody = async (more: { authenticatedAt?: Date | null; startedAt?: Date } = {}) => {
  const person = await personWith(runtime.database, "owner", programId);
  if (person.kind !== "person") throw new Error("not a person");
  const headers = await browserOf(runtime, person.id);
  const now = async () => {
    const found = await identify(new Request("http://localhost/", { headers }));
    if (found?.actor.kind !== "person") throw new Error("nobody is signed in");
    return found.actor;
  };
  await runtime.database.session.updateMany({
    where: { personId: person.id },
    data: { authentication: "github", authenticatedAt: null, ...more },
  });
  const codeAt = (secret: string, at = new Date()) =>
    new TOTP({ secret }).generate({ timestamp: at.getTime() });
  const withFactor = async () => {
    const { secret } = await setUpSecondFactor.run(as(await now()), {});
    // The code of the step before, so that the one of now is still to be given.
    const code = codeAt(secret, ago(0.5));
    const { recoveryCodes } = await confirmSecondFactor.run(as(await now()), { code });
    return { secret, recoveryCodes };
  };
  return { person, now, codeAt, withFactor };
};

const giveAsOf = async (
  who: Awaited<ReturnType<typeof somebody>>,
  code: string,
): Promise<unknown> => giveSecondFactor.run(as(await who.now()), { code });

const factorOf = (personId: string) =>
  runtime.database.secondFactor.findUniqueOrThrow({ where: { personId } });

test("a factor is set up, confirmed by a code, and then proves who is at a session", async () => {
  const who = await somebody();
  const begun = contract.setUpSecondFactor.answer.parse(
    await setUpSecondFactor.run(as(await who.now()), {}),
  );
  expect(begun.uri).toContain(`otpauth://totp/Signalbox:${who.person.handle}`);
  expect(begun.uri).toContain(`secret=${begun.secret}`);
  expect(await readSecondFactor.run(as(await who.now()), {})).toMatchObject({
    state: "unconfirmed",
  });
  expect((await readProof.run(as(await who.now()), {})).needsSetUp).toBe(true);
  const code = who.codeAt(begun.secret);
  const { recoveryCodes } = contract.confirmSecondFactor.answer.parse(
    await confirmSecondFactor.run(as(await who.now()), { code }),
  );
  expect(new Set(recoveryCodes).size).toBe(10);
  const { session } = await who.now();
  expect(missingProof(session, null, new Date())).toBeNull();
  expect(await readSecondFactor.run(as(await who.now()), {})).toMatchObject({
    state: "confirmed",
    recoveryCodesLeft: 10,
  });
  expect(await readProof.run(as(await who.now()), {})).toMatchObject({ ways: ["second-factor"] });
});

test("neither the secret nor a recovery code is stored as it is", async () => {
  const who = await somebody();
  const { secret, recoveryCodes } = await who.withFactor();
  const stored = await factorOf(who.person.id);
  expect(stored.secret).not.toContain(secret);
  expect(openSecret(stored.secret, who.person.id).secret).toBe(secret);
  expect(() => openSecret(stored.secret, "somebody else")).toThrow();
  expect(stored.recoveryHashes).toHaveLength(10);
  expect(stored.recoveryHashes.join()).not.toContain(recoveryCodes[0]?.replaceAll("-", ""));
  const audited = await runtime.database.auditEvent.findMany({
    where: { action: { in: ["set-up-second-factor", "confirm-second-factor"] } },
  });
  expect(JSON.stringify(audited.map(({ subject, after }) => [subject, after]))).not.toContain(
    secret,
  );
});

test("a secret under a key that is gone is refused with what to do", async () => {
  const sealed = sealSecret("secret", "ada").replace(/^v1\.[0-9a-f]{8}/, "v1.00000000");
  expect(() => openSecret(sealed, "ada")).toThrow(/An admin resets it/);
});

test("no code is taken twice, not even at the same moment", async () => {
  const who = await somebody();
  const { secret } = await who.withFactor();
  const code = who.codeAt(secret);
  const tries = await Promise.allSettled([giveAsOf(who, code), giveAsOf(who, code)]);
  expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(giveAsOf(who, code)).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining("taken already"),
  });
});

test("a clock five minutes off is told in words, and its code is not taken later either", async () => {
  const who = await somebody();
  const { secret } = await who.withFactor();
  await expect(giveAsOf(who, who.codeAt(secret, ago(5)))).rejects.toMatchObject({
    message: expect.stringContaining("5 minutes off, behind"),
  });
  const later = new Date(Date.now() + 5 * minute);
  const early = who.codeAt(secret, later);
  await expect(giveAsOf(who, early)).rejects.toMatchObject({
    message: expect.stringContaining("5 minutes off, ahead"),
  });
  const context = { ...as(await who.now()), now: later };
  await expect(giveSecondFactor.run(context, { code: early })).rejects.toMatchObject({
    message: expect.stringContaining("taken already"),
  });
});

test("a code of the step before and of the next are taken", async () => {
  const who = await somebody();
  const { secret } = await who.withFactor();
  await giveAsOf(who, who.codeAt(secret, new Date(Date.now() + 0.5 * minute)));
  expect((await who.now()).session?.factorAt).not.toBeNull();
});

test("a recovery code replaces a code once", async () => {
  const who = await somebody();
  const { recoveryCodes } = await who.withFactor();
  const [first = ""] = recoveryCodes;
  const given = contract.giveSecondFactor.answer.parse(await giveAsOf(who, ` ${first} `));
  expect(given.recoveryCodesLeft).toBe(9);
  await expect(giveAsOf(who, first)).rejects.toMatchObject({ code: "invalid" });
});

test("guesses have an end, and then even the right code waits", async () => {
  const who = await somebody();
  const { secret } = await who.withFactor();
  const wrong = who.codeAt(secret, ago(600));
  for (let guess = 0; guess < 10; guess += 1) {
    await expect(giveAsOf(who, wrong)).rejects.toMatchObject({ code: "invalid" });
  }
  await expect(giveAsOf(who, who.codeAt(secret))).rejects.toMatchObject({ code: "too-many" });
  const other = await somebody();
  await other.withFactor();
});

test("nobody sets one up who signed in long ago, nor over one that is there", async () => {
  const stale = await somebody({ startedAt: ago(60) });
  await expect(setUpSecondFactor.run(as(await stale.now()), {})).rejects.toMatchObject({
    code: "needs-proof",
    facts: { proof: "sign-in-again" },
  });
  const who = await somebody();
  await who.withFactor();
  await expect(setUpSecondFactor.run(as(await who.now()), {})).rejects.toMatchObject({
    code: "conflict",
  });
});

test("removing it and renewing its recovery codes need a fresh proof", async () => {
  const who = await somebody();
  const { secret, recoveryCodes } = await who.withFactor();
  await runtime.database.session.updateMany({
    where: { personId: who.person.id },
    data: { factorAt: ago(20) },
  });
  for (const stale of [removeSecondFactor, renewRecoveryCodes]) {
    await expect(stale.run(as(await who.now()), {})).rejects.toMatchObject({
      code: "needs-proof",
      facts: { proof: "second-factor" },
    });
  }
  await giveAsOf(who, who.codeAt(secret));
  const renewed = await renewRecoveryCodes.run(as(await who.now()), {});
  expect(renewed.recoveryCodes).not.toContain(recoveryCodes[0]);
  await expect(giveAsOf(who, recoveryCodes[0] ?? "")).rejects.toMatchObject({ code: "invalid" });
  await removeSecondFactor.run(as(await who.now()), {});
  expect(await readSecondFactor.run(as(await who.now()), {})).toMatchObject({ state: "none" });
});

test("an admin resets a lost one: it is audited, its person is told, what it proved counts no more", async () => {
  const who = await somebody();
  await who.withFactor();
  const reason = "lost the phone";
  await resetSecondFactor.run(as(admin), { person: who.person.handle, reason });
  expect((await who.now()).session?.factorAt).toBeNull();
  const event = await runtime.database.auditEvent.findFirstOrThrow({
    where: { action: "reset-second-factor" },
  });
  expect(event).toMatchObject({ subject: { person: who.person.handle }, reason });
  const [told] = await runtime.database.noticeRecipient.findMany({
    where: { personId: who.person.id },
    include: { notice: true },
  });
  expect(told?.notice).toMatchObject({ kind: "account-changed", link: "/account" });
  expect(told?.notice.says).toContain(reason);
});
