import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as contract from "@/lib/contract/people";
import type { Actor } from "@/lib/domain/permissions";
import { createProgram } from "@/lib/server/commands/create-program";
import { grantRole } from "@/lib/server/commands/grant-role";
import { revokeRole } from "@/lib/server/commands/revoke-role";
import { listMembers } from "@/lib/server/queries/list-members";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let here: string;
let manager: Actor;
beforeAll(async () => {
  runtime = await startTestRuntime();
  for (const key of ["here", "elsewhere"]) {
    await createProgram.run(as(admin), { key, legacy: "python", target: "go" });
  }
  here = (await runtime.database.program.findUniqueOrThrow({ where: { key: "here" } })).id;
  manager = await personWith(runtime.database, "manager", here);
});
afterAll(() => runtime.close());

let person: Extract<Actor, { kind: "person" }>;
beforeEach(async () => {
  person = (await personWith(runtime.database, null)) as typeof person;
});

const grant = (actor: Actor, handle: string, role = "engineer", program = "here") =>
  grantRole.run(as(actor), { program, handle, role });
const revoke = (actor: Actor, handle: string, role = "engineer") =>
  revokeRole.run(as(actor), { program: "here", handle, role });
const events = () =>
  runtime.database.auditEvent.findMany({ where: { chain: here }, orderBy: { sequence: "asc" } });

test("a manager gives a role in the program and takes it again; both leave a trace", async () => {
  const given = contract.grantRole.answer.parse(await grant(manager, person.handle));
  expect(given).toMatchObject({
    handle: person.handle,
    roles: [{ role: "engineer", everywhere: false }],
  });
  expect(await revoke(manager, person.handle)).toMatchObject({ roles: [] });
  expect((await events()).slice(-2)).toMatchObject([
    { action: "grant-role", subject: { program: "here", person: person.handle, role: "engineer" } },
    { action: "revoke-role", outcome: "accepted" },
  ]);
});

test("giving or taking twice changes nothing and writes nothing", async () => {
  await grant(manager, person.handle);
  const before = (await events()).length;
  await grant(manager, person.handle);
  expect(await events()).toHaveLength(before);
  await revoke(manager, person.handle);
  await revoke(manager, person.handle);
  expect(await events()).toHaveLength(before + 1);
});

test("two who give the same role at once give it once", async () => {
  await Promise.all([1, 2, 3].map(() => grant(manager, person.handle)));
  expect(await runtime.database.membership.count({ where: { personId: person.id } })).toBe(1);
});

describe("refused", () => {
  test.each(["viewer", "owner", "engineer", "on-call"] as const)(
    "to a person with the role %s",
    async (role) => {
      const actor = await personWith(runtime.database, role, here);
      await expect(grant(actor, person.handle)).rejects.toMatchObject({ code: "forbidden" });
      await expect(revoke(actor, person.handle)).rejects.toMatchObject({ code: "forbidden" });
      expect((await events()).at(-1)).toMatchObject({ outcome: "denied" });
    },
  );

  test("to a manager of another program, who is told nothing", async () => {
    await expect(grant(manager, person.handle, "engineer", "elsewhere")).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("to a manager for themselves", async () => {
    const handle = manager.kind === "person" ? manager.handle : "";
    await expect(grant(manager, handle)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("for somebody who is not there", async () => {
    await expect(grant(manager, "nobody-here")).rejects.toMatchObject({ code: "not-found" });
  });

  test("taking a role in one program that is held in every one", async () => {
    const everywhere = (await personWith(runtime.database, "viewer")) as typeof person;
    await expect(revoke(manager, everywhere.handle, "viewer")).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("a role that does not exist", async () => {
    await expect(grant(manager, person.handle, "king")).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("the members' list", () => {
  const read = async (actor: Actor) => {
    const answer = await listMembers.run(as(actor), { program: "here" });
    return contract.listMembers.answer.parse(answer).members.map(({ handle }) => handle);
  };

  test("shows a viewer those who have a role, and a manager everybody", async () => {
    const viewer = (await personWith(runtime.database, "viewer", here)) as typeof person;
    expect(await read(viewer)).toContain(viewer.handle);
    expect(await read(viewer)).not.toContain(person.handle);
    expect(await read(manager)).toContain(person.handle);
  });

  test("leaves out who is deactivated", async () => {
    await runtime.database.person.update({
      where: { id: person.id },
      data: { deactivatedAt: new Date() },
    });
    expect(await read(manager)).not.toContain(person.handle);
  });

  test("is not for whoever has no role in the program", async () => {
    await expect(read(person)).rejects.toMatchObject({ code: "not-found" });
  });
});
