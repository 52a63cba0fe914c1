import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as contract from "@/lib/contract/people";
import { claimFirstAdmin } from "@/lib/server/commands/claim-first-admin";
import { loadExamplePeople } from "@/lib/server/commands/load-example-people";
import { recognisePerson } from "@/lib/server/commands/recognise-person";
import { signIn } from "@/lib/server/commands/sign-in";
import { prepareFirstAdmin } from "@/lib/server/people/first-admin";
import { personActor } from "@/lib/server/people/person-actor";
import { listExamplePeople } from "@/lib/server/queries/list-example-people";
import { readMe } from "@/lib/server/queries/read-me";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";
import { examplePeople } from "@/prisma/examples/people";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());
beforeEach(() =>
  runtime.database.person.updateMany({ where: { isExample: false }, data: { isAdmin: false } }),
);

const claim = (code: string | null, handle: string, at = new Date()) =>
  claimFirstAdmin.run(
    { ...as({ kind: "system", name: "nobody signed in" }), now: at },
    { code, handle, name: "Root", password: "correct horse battery" },
  );

test("the example people are stored once, with their roles everywhere and their teams", async () => {
  expect(await loadExamplePeople.run(as(admin), {})).toEqual({ added: examplePeople.length });
  expect(await loadExamplePeople.run(as(admin), {})).toEqual({ added: 0 });
  const kenji = await runtime.database.person.findUniqueOrThrow({
    where: { handle: "kenji" },
    select: { id: true },
  });
  expect(await personActor(runtime.database, kenji.id, "example")).toMatchObject({
    roles: [{ programId: null, role: "owner" }],
    teams: expect.arrayContaining(["registryd-v1", "registryd-v2"]),
    isAdmin: false,
  });
  const listed = await listExamplePeople.run(as(admin), {});
  expect(listed.people.map(({ handle }) => handle)).toEqual(
    examplePeople.map(({ handle }) => handle),
  );
});

test("the code of the log makes one admin, once, although an example admin is there", async () => {
  const code = await prepareFirstAdmin(runtime.database, new Date());
  const outcomes = await Promise.allSettled([claim(code, "first"), claim(code, "second")]);
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const admins = { isAdmin: true, isExample: false };
  expect(await runtime.database.person.count({ where: admins })).toBe(1);
  expect(await prepareFirstAdmin(runtime.database, new Date())).toBeNull();
  const installation = await runtime.database.installation.findUniqueOrThrow({ where: { id: 1 } });
  expect(installation.firstAdminHash).toBeNull();
});

test("a code ends after 60 minutes", async () => {
  const now = new Date();
  const code = await prepareFirstAdmin(runtime.database, now);
  const late = new Date(now.getTime() + 60 * 60_000);
  await expect(claim(code, "late", late)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(claim(code, "in-time", new Date(late.getTime() - 1))).resolves.toEqual({
    handle: "in-time",
  });
});

test("a newer code ends the one before it", async () => {
  const older = await prepareFirstAdmin(runtime.database, new Date());
  await prepareFirstAdmin(runtime.database, new Date());
  await expect(claim(older, "older")).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a code is worth nothing once there is an admin, and stays unspent", async () => {
  const code = await prepareFirstAdmin(runtime.database, new Date());
  await runtime.database.person.create({ data: { handle: "chosen", name: "C", isAdmin: true } });
  await expect(claim(code, "too-late")).rejects.toMatchObject({ code: "conflict" });
  const { firstAdminHash } = await runtime.database.installation.findUniqueOrThrow({
    where: { id: 1 },
  });
  expect(firstAdminHash).not.toBeNull();
});

test("a guess is refused and does not fill the audit chain", async () => {
  const before = await runtime.database.auditEvent.count();
  await expect(claim("x".repeat(43), "guess")).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await runtime.database.auditEvent.count()).toBe(before);
});

test("a handle that somebody has is refused by name, and the code still works", async () => {
  const code = await prepareFirstAdmin(runtime.database, new Date());
  await expect(claim(code, "amara")).rejects.toMatchObject({ reasons: [{ field: "handle" }] });
  await expect(claim(code, "another")).resolves.toEqual({ handle: "another" });
});

test("people's accounts are the installation's own affair: no role reaches its commands", async () => {
  const manager = await personWith(runtime.database, "manager");
  const commands = [
    () => loadExamplePeople.run(as(manager), {}),
    () =>
      signIn.run(as(manager), {
        personId: crypto.randomUUID(),
        authentication: "password",
        authenticatedAt: new Date(),
      }),
    () =>
      recognisePerson.run(as(manager), {
        provider: "github",
        subject: "1",
        handle: null,
        name: null,
        email: null,
      }),
  ];
  for (const attempt of commands) {
    await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
  }
});

test("everybody may ask who they are", async () => {
  const person = await personWith(runtime.database, "engineer");
  expect(contract.readMe.answer.parse(await readMe.run(as(person), {}))).toMatchObject({
    kind: "person",
    roles: [{ program: null, role: "engineer" }],
  });
  expect(contract.readMe.answer.parse(await readMe.run(as(admin), {}))).toMatchObject({
    kind: "token",
    isAdmin: true,
  });
});
