import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/domain/permissions";
import { identify } from "@/lib/server/actor";
import { choosePassword } from "@/lib/server/commands/choose-password";
import { confirmAccount } from "@/lib/server/commands/confirm-account";
import { makePasswordReset } from "@/lib/server/commands/make-password-reset";
import { resetSecondFactor } from "@/lib/server/commands/reset-second-factor";
import { setAdmin } from "@/lib/server/commands/set-admin";
import { signOff } from "@/lib/server/commands/sign-off";
import { startSignOffRun } from "@/lib/server/commands/start-sign-off-run";
import { hashPassword } from "@/lib/server/people/password";
import { peopleCast } from "@/lib/server/people/test-people";
import { readPerson } from "@/lib/server/queries/read-person";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { browserOf } from "@/lib/server/test-callers";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const reason = "forgot it over the summer";
const day = 86_400_000;
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let here: string;
let boss: Person;
beforeAll(async () => {
  runtime = await startTestRuntime();
  const cast = await peopleCast(runtime.database, "here");
  here = cast.here;
  boss = await signedIn(cast.boss);
});
afterEach(() =>
  runtime.database.person.updateMany({
    where: { id: { not: boss.id } },
    data: { isAdmin: false },
  }),
);
afterAll(() => runtime.close());

const signedIn = async ({ id }: Person): Promise<Person> => {
  const headers = await browserOf(runtime, id);
  const found = await identify(new Request("http://localhost/", { headers }));
  if (found?.actor.kind !== "person") throw new Error("nobody is signed in");
  return found.actor;
};

const local = async (more: object = {}): Promise<Person> => {
  const person = (await personWith(runtime.database, "owner", here)) as Person;
  const data = { passwordHash: await hashPassword("the old password"), ...more };
  await runtime.database.person.update({ where: { id: person.id }, data });
  return person;
};

const anotherAdmin = async (more: object = {}) => signedIn(await local({ isAdmin: true, ...more }));

const withFactor = async (): Promise<Person> => {
  const person = await local();
  const now = new Date();
  await runtime.database.secondFactor.create({
    data: { personId: person.id, secret: "sealed", confirmedAt: now, createdAt: now },
  });
  return person;
};

const resetFactor = ({ handle }: Person, by: Actor = boss) =>
  resetSecondFactor.run(as(by), { person: handle, reason });
const newPassword = async ({ handle }: Person, by: Person = boss) => {
  const { link } = await makePasswordReset.run(as(by), { person: handle, reason });
  const code = new URL(link).searchParams.get("code") ?? "";
  const visitor: Actor = { kind: "system", name: "nobody signed in" };
  await choosePassword.run(as(visitor), { code, password: "correct horse battery" });
};
const confirm = ({ handle }: Person, by: Actor) =>
  confirmAccount.run(as(by), { person: handle, reason: "I rang them." });
const holdsOf = async ({ handle }: Person) =>
  (await readPerson.run(as(admin), { person: handle })).holds;

const row = { kind: "route", key: "R-1", digest: "0".repeat(64) };

/** What signing says to somebody, so long after now: a row that is not there is none of a hold's concern. */
const signing = async (person: Person, later = 0): Promise<string> => {
  const now = new Date(Date.now() + later);
  const session = { id: person.id, startedAt: now, authenticatedAt: now, factorAt: null };
  const actor = { ...person, session };
  return signOff
    .run({ ...as(actor), now }, { program: "here", subjects: [row] })
    .then(({ refused }) => refused[0]?.says ?? "signed")
    .catch((error: Error) => error.message);
};

const held = /signs and decides nothing until another admin confirms/;

describe("an account whose proof an admin replaced", () => {
  test("signs nothing, alone or in bulk, until another admin confirms whose it is", async () => {
    const ada = await withFactor();
    const other = await anotherAdmin();
    expect(await signing(ada)).not.toMatch(held);
    await resetFactor(ada);
    await newPassword(ada);
    expect(await signing(ada)).toMatch(held);
    expect(await signing(ada, 30 * day)).toMatch(held);
    const bulk = { program: "here", run: randomUUID(), subjects: [row] };
    await expect(startSignOffRun.run(as(ada), bulk)).rejects.toThrow(held);
    expect((await holdsOf(ada)).map(({ confirmers }) => confirmers)).toEqual([
      [other.name],
      [other.name],
    ]);
    for (const one of [boss, admin, ada, await anotherAdmin()]) {
      await expect(confirm(ada, one)).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await confirm(ada, other)).toEqual({ confirmed: 2, left: 0 });
    expect(await holdsOf(ada)).toEqual([]);
    expect(await signing(ada)).not.toMatch(held);
    await expect(confirm(ada, other)).rejects.toMatchObject({ code: "no-effect" });
  });

  test("is told of to its person and to the admins who may confirm it", async () => {
    const [ada, other] = [await withFactor(), await anotherAdmin()];
    await resetFactor(ada);
    await confirm(ada, other);
    const told = async ({ id }: Person) =>
      (
        await runtime.database.noticeRecipient.findMany({
          where: { personId: id },
          include: { notice: true },
          orderBy: { notice: { at: "asc" } },
        })
      ).map(({ notice: { says, link } }) => ({ says, link }));
    expect(await told(ada)).toMatchObject([
      { says: expect.stringContaining("Boss reset your second factor") },
      { says: expect.stringContaining(`${other.name} confirmed that this account is yours`) },
    ]);
    expect(await told(other)).toMatchObject([
      {
        says: expect.stringContaining(`Boss replaced what ${ada.name}`),
        link: `/people/${ada.handle}`,
      },
    ]);
  });

  test("is confirmed neither by another account of who did it, nor by an admin whom they made since", async () => {
    await runtime.database.person.update({
      where: { id: boss.id },
      data: { email: "boss@example.org" },
    });
    const twin = await anotherAdmin({ email: "Boss@example.org" });
    const [ada, other, puppet] = [await withFactor(), await anotherAdmin(), await local()];
    await resetFactor(ada);
    await setAdmin.run(as(boss), { person: puppet.handle, isAdmin: true, reason });
    for (const one of [twin, await signedIn(puppet)]) {
      await expect(confirm(ada, one)).rejects.toMatchObject({
        code: "forbidden",
        message: expect.stringContaining(`: ${other.name} may`),
      });
    }
    expect(await confirm(ada, other)).toEqual({ confirmed: 1, left: 0 });
  });

  test("waits a day and no longer where there is one admin alone", async () => {
    const ada = await withFactor();
    await resetFactor(ada);
    const [hold] = await holdsOf(ada);
    expect(hold).toMatchObject({ confirmers: [], mayConfirm: false });
    expect(Date.parse(hold?.until ?? "") - Date.parse(hold?.at ?? "")).toBe(day);
    expect(await signing(ada, day - 60_000)).toMatch(/no other admin to confirm/);
    expect(await signing(ada, day + 60_000)).not.toMatch(/admin/);
  });

  test("waits a day where the installation's token did it: nobody knows who is another then", async () => {
    const [ada, other] = [await withFactor(), await anotherAdmin()];
    await resetFactor(ada, admin);
    expect(await holdsOf(ada)).toMatchObject([{ confirmers: [], until: expect.any(String) }]);
    await expect(confirm(ada, other)).rejects.toMatchObject({ code: "forbidden" });
  });
});
