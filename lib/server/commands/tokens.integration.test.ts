import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "@/lib/contract/people";
import type { Actor, Scope } from "@/lib/domain/permissions";
import { identify } from "@/lib/server/actor";
import { sha256 } from "@/lib/server/audit";
import { planeSource } from "@/lib/server/clients/plane-source";
import { createProgram } from "@/lib/server/commands/create-program";
import { createToken } from "@/lib/server/commands/create-token";
import { forceLegacy } from "@/lib/server/commands/force-legacy";
import { revokeToken } from "@/lib/server/commands/revoke-token";
import { listTokens } from "@/lib/server/queries/list-tokens";
import { readSwitches } from "@/lib/server/queries/read-switches";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let here: string;
let manager: Actor;
beforeAll(async () => {
  runtime = await startTestRuntime();
  for (const key of ["here", "elsewhere"]) {
    await createProgram.run(as(admin), {
      key,
      legacy: "python",
      target: "go",
      environments: [
        { key: `${key}-staging`, name: "Staging", isProtected: false },
        { key: `${key}-other`, name: "Other", isProtected: false },
      ],
    });
  }
  here = (await runtime.database.program.findUniqueOrThrow({ where: { key: "here" } })).id;
  manager = await personWith(runtime.database, "manager", here);
});
afterAll(() => runtime.close());

const make = (actor: Actor, more: Record<string, unknown> = {}) =>
  createToken.run(as(actor), { program: "here", name: "gateway", scopes: ["plane"], ...more });

const withToken = (secret: string) =>
  identify(new Request("http://x/", { headers: { authorization: `Bearer ${secret}` } }));

test("the secret is shown once and stored nowhere", async () => {
  const made = contract.createToken.answer.parse(await make(manager, { scopes: ["read"] }));
  expect(made.secret).toMatch(/^sbx_[\w-]{43}$/);
  expect(made.hint).toBe(`sbx_…${made.secret.slice(-4)}`);
  const row = await runtime.database.token.findUniqueOrThrow({ where: { id: made.id } });
  expect(row.hash).toBe(sha256(made.secret));
  const listed = await listTokens.run(as(manager), { program: "here" });
  const events = await runtime.database.auditEvent.findMany({ where: { chain: here } });
  expect(JSON.stringify([row, listed, events])).not.toContain(made.secret);
  expect(events.at(-1)).toMatchObject({
    action: "create-token",
    subject: { token: made.id, name: "gateway" },
  });
  expect((await withToken(made.secret))?.actor).toMatchObject({
    kind: "token",
    scopes: ["read"],
    programId: here,
  });
});

test("a revoked token is refused at once, and revoking again writes nothing", async () => {
  const made = await make(manager);
  const heard: unknown[] = [];
  const stop = runtime.feed.subscribe((event) => heard.push(event));
  const revoked = await revokeToken.run(as(manager), { program: "here", token: made.id });
  expect(contract.revokeToken.answer.parse(revoked).revokedAt).not.toBeNull();
  await expect(withToken(made.secret)).rejects.toMatchObject({ code: "unauthenticated" });
  await expect.poll(() => heard).toContainEqual({ kind: "tokens" });
  stop();
  const before = await runtime.database.auditEvent.count();
  await revokeToken.run(as(manager), { program: "here", token: made.id });
  expect(await runtime.database.auditEvent.count()).toBe(before);
});

test("a token ends with its days", async () => {
  const made = await make(manager, { expiresInDays: 1 });
  expect(made.expiresAt).not.toBeNull();
  await runtime.database.token.update({
    where: { id: made.id },
    data: { expiresAt: new Date(Date.now() - 1000) },
  });
  await expect(withToken(made.secret)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("the plane knows the token by its hash, program and environment", async () => {
  const made = await make(manager, { environment: "here-staging" });
  const known = await planeSource(runtime.database, runtime.feed, []).tokens();
  expect(known).toContainEqual({
    hash: sha256(made.secret),
    program: "here",
    environment: "here-staging",
    expiresAt: null,
    revokedAt: null,
    mayReport: true,
  });
});

describe("refused", () => {
  test.each<[string, Scope]>([
    ["a scope that only an admin gives", "admin"],
    ["a scope that opens what a manager may not do", "switch"],
  ])("%s", async (_, scope) => {
    await expect(make(manager, { scopes: ["read", scope] })).rejects.toMatchObject({
      code: "forbidden",
      reasons: [{ field: "scopes", says: expect.any(String) }],
    });
  });

  test.each(["viewer", "owner", "engineer", "on-call"] as const)(
    "to a person with the role %s, reading the list included",
    async (role) => {
      const actor = await personWith(runtime.database, role, here);
      const { id } = await make(manager);
      for (const attempt of [
        () => make(actor),
        () => revokeToken.run(as(actor), { program: "here", token: id }),
        () => listTokens.run(as(actor), { program: "here" }),
      ]) {
        await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
      }
    },
  );

  test("an environment of another program", async () => {
    await expect(make(manager, { environment: "elsewhere-staging" })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("a token of another program", async () => {
    const { id } = await createToken.run(as(admin), {
      program: "elsewhere",
      name: "theirs",
      scopes: ["plane"],
    });
    await expect(
      revokeToken.run(as(manager), { program: "here", token: id }),
    ).rejects.toMatchObject({ code: "not-found" });
    await expect(make(manager, { program: "elsewhere" })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("every other environment to a token of one, and what concerns them all", async () => {
    const environment = await runtime.database.environment.findFirstOrThrow({
      where: { programId: here, key: "here-staging" },
    });
    const limited: Actor = {
      kind: "token",
      id: "limited",
      name: "limited",
      scopes: ["admin"],
      programId: here,
      environmentId: environment.id,
    };
    await expect(make(limited)).rejects.toMatchObject({ code: "forbidden" });
    await expect(make(limited, { environment: environment.key })).resolves.toBeDefined();
    const force = (key: string) =>
      forceLegacy.run(as(limited), {
        program: "here",
        environment: key,
        scope: "program",
        reason: "a test",
      });
    await expect(force("here-other")).rejects.toMatchObject({ code: "forbidden" });
    await expect(force(environment.key)).resolves.toBeDefined();
    const look = (key: string) =>
      readSwitches.run(as(limited), { program: "here", environment: key });
    await expect(look("here-other")).rejects.toMatchObject({ code: "forbidden" });
    await expect(look(environment.key)).resolves.toBeDefined();
    await expect(listTokens.run(as(limited), { program: "here" })).resolves.toBeDefined();
  });

  test.each([
    ["no scope", { scopes: [] }],
    ["a scope that does not exist", { scopes: ["root"] }],
    ["no name", { name: "  " }],
    ["a life of no days", { expiresInDays: 0 }],
  ])("%s", async (_, more) => {
    await expect(make(manager, more)).rejects.toMatchObject({ code: "invalid" });
  });
});

test("the list says which scopes the reader may give", async () => {
  const answer = await listTokens.run(as(manager), { program: "here" });
  expect(contract.listTokens.answer.parse(answer).mayHandOut).toEqual([
    "plane",
    "read",
    "import",
    "evidence",
  ]);
});
