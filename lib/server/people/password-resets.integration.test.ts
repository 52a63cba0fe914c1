import { TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "@/lib/contract/password-resets";
import type { Actor } from "@/lib/domain/permissions";
import { identify } from "@/lib/server/actor";
import { changePassword } from "@/lib/server/commands/change-password";
import { choosePassword } from "@/lib/server/commands/choose-password";
import { confirmSecondFactor } from "@/lib/server/commands/confirm-second-factor";
import { deactivatePerson } from "@/lib/server/commands/deactivate-person";
import { endPasswordReset } from "@/lib/server/commands/end-password-reset";
import { makePasswordReset } from "@/lib/server/commands/make-password-reset";
import { reactivatePerson } from "@/lib/server/commands/reactivate-person";
import { setUpSecondFactor } from "@/lib/server/commands/set-up-second-factor";
import { hashPassword, isPassword } from "@/lib/server/people/password";
import { peopleCast } from "@/lib/server/people/test-people";
import { readPasswordReset } from "@/lib/server/queries/read-password-reset";
import { readPerson } from "@/lib/server/queries/read-person";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { browserOf } from "@/lib/server/test-callers";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const reason = "forgot it over the summer.";
const chosen = "correct horse battery";
const visitor: Actor = { kind: "system", name: "nobody signed in" };
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let here: string;
let boss: Person;
let passwordHash: string;
beforeAll(async () => {
  runtime = await startTestRuntime();
  const cast = await peopleCast(runtime.database, "here");
  here = cast.here;
  boss = await signedIn(cast.boss);
  passwordHash = await hashPassword("the old password");
});
afterAll(() => runtime.close());

/** Somebody as they are at a browser, where they have just proven who they are. */
const signedIn = async (person: Person): Promise<Person> => {
  const headers = await browserOf(runtime, person.id);
  const found = await identify(new Request("http://localhost/", { headers }));
  if (found?.actor.kind !== "person") throw new Error("nobody is signed in");
  return found.actor;
};

const local = async (): Promise<Person> => {
  const person = (await personWith(runtime.database, "owner", here)) as Person;
  await runtime.database.person.update({ where: { id: person.id }, data: { passwordHash } });
  return person;
};

const make = (person: string, more: object = {}, by: Actor = boss) =>
  makePasswordReset.run(as(by), { person, reason, ...more });
const codeOf = ({ link }: { link: string }): string => new URL(link).searchParams.get("code") ?? "";
const choose = (code: string, more: object = {}, now = new Date()) =>
  choosePassword.run({ ...as(visitor), now }, { code, password: chosen, ...more });
const hashOf = async ({ id }: Person) =>
  (await runtime.database.person.findUniqueOrThrow({ where: { id } })).passwordHash;

describe("a link to another password", () => {
  test("is stored hashed, works once, ends every session, and its person is told of both", async () => {
    const ada = await local();
    const browser = await browserOf(runtime, ada.id);
    const made = contract.makePasswordReset.answer.parse(await make(ada.handle));
    const code = codeOf(made);
    expect(code).toMatch(/^[\w-]{43}$/);
    const stored = await runtime.database.passwordReset.findMany();
    const events = await runtime.database.auditEvent.findMany();
    expect(JSON.stringify([stored, events])).not.toContain(code);
    expect(await readPerson.run(as(admin), { person: ada.handle })).toMatchObject({
      passwordReset: { by: "Boss", expiresAt: made.expiresAt },
      history: [{ action: "make-password-reset", by: "Boss", reason }],
    });
    expect(await readPasswordReset.run(as(visitor), { code })).toMatchObject({
      handle: ada.handle,
      by: "Boss",
      needsCode: false,
    });

    expect(await choose(code)).toEqual({ handle: ada.handle, ended: 1 });
    expect(await isPassword(chosen, await hashOf(ada))).toBe(true);
    expect(await identify(new Request("http://localhost/", { headers: browser }))).toBeNull();
    const told = await runtime.database.noticeRecipient.findMany({
      where: { personId: ada.id },
      include: { notice: true },
      orderBy: { notice: { at: "asc" } },
    });
    expect(told.map(({ notice }) => notice.says)).toEqual([
      expect.stringContaining(`Boss made a link by which you choose another password: ${reason}`),
      expect.stringContaining("Your password was changed with the link that Boss made"),
    ]);
    await expect(choose(code)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("used already"),
    });
  });

  test("used twice at once sets one password", async () => {
    const ada = await local();
    const code = codeOf(await make(ada.handle));
    const passwords = ["first horse battery", "second horse battery"];
    const both = await Promise.allSettled(passwords.map((password) => choose(code, { password })));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const winner = passwords[both.findIndex(({ status }) => status === "fulfilled")] ?? "";
    expect(await isPassword(winner, await hashOf(ada))).toBe(true);
  });

  test("ends by its time, by a newer one, by being taken back, by a changed password, by leaving", async () => {
    const ada = await local();
    const short = codeOf(await make(ada.handle, { expiresInHours: 1 }));
    await expect(choose(short, {}, new Date(Date.now() + 61 * 60_000))).rejects.toMatchObject({
      message: expect.stringContaining("has expired"),
    });
    const newer = codeOf(await make(ada.handle));
    await expect(choose(short)).rejects.toMatchObject({
      message: expect.stringContaining("a newer one took its place"),
    });
    await endPasswordReset.run(as(boss), { person: ada.handle });
    await expect(choose(newer)).rejects.toMatchObject({ code: "conflict" });
    await expect(endPasswordReset.run(as(boss), { person: ada.handle })).rejects.toMatchObject({
      code: "not-found",
    });
    const remembered = codeOf(await make(ada.handle));
    const change = { current: "the old password", password: "quite another one" };
    await changePassword.run(as(ada), change);
    await expect(choose(remembered)).rejects.toMatchObject({ code: "conflict" });
    const leaving = codeOf(await make(ada.handle));
    const { ended } = await deactivatePerson.run(as(boss), { person: ada.handle, reason });
    expect(ended.passwordResets).toBe(1);
    await reactivatePerson.run(as(boss), { person: ada.handle, reason });
    await expect(choose(leaving)).rejects.toMatchObject({ code: "conflict" });
    expect(await isPassword(chosen, await hashOf(ada))).toBe(false);
  });

  test("of an admin who leaves opens nothing any more", async () => {
    const ada = await local();
    const { id } = await runtime.database.person.create({
      data: { handle: "leaving-admin", name: "Leaving", isAdmin: true },
    });
    const leaving = await signedIn({ ...boss, id });
    const code = codeOf(await make(ada.handle, {}, leaving));
    await deactivatePerson.run(as(boss), { person: "leaving-admin", reason });
    await expect(choose(code)).rejects.toMatchObject({ code: "conflict" });
  });

  test("is refused for a weak password, and then still works", async () => {
    const ada = await local();
    const code = codeOf(await make(ada.handle));
    await expect(choose(code, { password: "password1234" })).rejects.toMatchObject({
      code: "invalid",
      reasons: [{ field: "password" }],
    });
    await expect(choose(code)).resolves.toMatchObject({ handle: ada.handle });
  });
});

describe("whoever makes it", () => {
  test("has just proven who they are, at a browser", async () => {
    const ada = await local();
    const long = new Date(Date.now() - 20 * 60_000);
    const session = boss.session && { ...boss.session, authenticatedAt: long };
    const stale: Actor = session ? { ...boss, session } : boss;
    await expect(make(ada.handle, {}, stale)).rejects.toMatchObject({
      code: "needs-proof",
      facts: { proof: "sign-in-again" },
    });
    await expect(make(ada.handle, {}, admin)).rejects.toMatchObject({ code: "forbidden" });
    await expect(make(ada.handle, {}, ada)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("makes none for themselves, nor for who has no password", async () => {
    await runtime.database.person.update({ where: { id: boss.id }, data: { passwordHash } });
    await expect(make("boss")).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("for themselves"),
    });
    const other = (await personWith(runtime.database, "owner", here)) as Person;
    await expect(make(other.handle)).rejects.toMatchObject({
      message: expect.stringContaining("sign in with a provider"),
    });
  });

  test("gets no further with it than the second factor, which stays", async () => {
    const ada = await signedIn(await local());
    const { secret } = await setUpSecondFactor.run(as(ada), {});
    const codeAt = (minutes: number) =>
      new TOTP({ secret }).generate({ timestamp: Date.now() + minutes * 60_000 });
    const { recoveryCodes } = await confirmSecondFactor.run(as(ada), { code: codeAt(-0.5) });
    const made = await make(ada.handle);
    expect(made.needsCode).toBe(true);
    const code = codeOf(made);
    await expect(choose(code)).rejects.toMatchObject({
      code: "invalid",
      reasons: [{ field: "code" }],
    });
    await expect(choose(code, { factorCode: codeAt(-600) })).rejects.toMatchObject({
      code: "invalid",
    });
    await choose(code, { factorCode: recoveryCodes[0] });
    const factor = await runtime.database.secondFactor.findUniqueOrThrow({
      where: { personId: ada.id },
    });
    expect(factor.recoveryHashes).toHaveLength(9);
    const event = await runtime.database.auditEvent.findFirstOrThrow({
      where: { action: "choose-password", subject: { path: ["person"], equals: ada.handle } },
    });
    expect(event.after).toMatchObject({ linkBy: "Boss", secondFactor: "recovery code" });
  });

  test("who guesses codes beside a link is stopped after ten", async () => {
    const ada = await signedIn(await local());
    const { secret } = await setUpSecondFactor.run(as(ada), {});
    const code = new TOTP({ secret }).generate({ timestamp: Date.now() });
    await confirmSecondFactor.run(as(ada), { code });
    const link = codeOf(await make(ada.handle));
    const wrong = new TOTP({ secret }).generate({ timestamp: Date.now() - 36_000_000 });
    for (let guess = 0; guess < 10; guess += 1) {
      await expect(choose(link, { factorCode: wrong })).rejects.toMatchObject({ code: "invalid" });
    }
    await expect(choose(link, { factorCode: wrong })).rejects.toMatchObject({ code: "too-many" });
  });
});
