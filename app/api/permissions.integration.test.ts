import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operations } from "@/lib/contract/operations";
import { personWith } from "@/lib/server/test-actors";
import { bearer, browserOf, type Caller, tokenOf } from "@/lib/server/test-callers";
import { startTestRuntime } from "@/lib/server/test-runtime";
import { call, problemIn, routeFiles } from "./test-border";
import { everyCaller, idOf } from "./test-every-caller";
import { program } from "./test-switch-board";
import { whoMay } from "./test-who-may";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let callerNamed: (name: string) => Caller;
// The inputs are made once the runtime is there; the names of the rows are needed before.
const rows = whoMay(() => runtime.database);

beforeAll(async () => {
  runtime = await startTestRuntime();
  callerNamed = await everyCaller(runtime);
});
afterAll(() => runtime.close());

test("every operation has a row, and a route that carries it", async () => {
  const ids = operations.map(({ id }) => id).sort();
  expect([...new Set(rows.map(({ operation }) => operation))].sort()).toEqual(ids);
  const carried = (await routeFiles()).flatMap(({ handlers }) =>
    [...handlers.values()].flatMap(({ operation }) => operation?.id ?? []),
  );
  expect(carried.sort()).toEqual(ids);
});

test("what is listed is what the caller may read", async () => {
  const keysFor = async (name: string): Promise<string[]> => {
    const response = await call("listPrograms", {}, callerNamed(name));
    const { programs } = (await response.json()) as { programs: { key: string }[] };
    return programs.map(({ key }) => key).filter((key) => !key.startsWith("p-"));
  };
  expect(await keysFor("viewer")).toEqual([program]);
  expect(await keysFor("token read")).toEqual([program]);
  expect(await keysFor("admin")).toEqual([program, "elsewhere"]);
  expect(await keysFor("token of another program")).toEqual(["elsewhere"]);
  expect(await keysFor("person without a role")).toEqual([]);
  expect(await keysFor("token plane")).toEqual([]);
});

test.each(operations.filter(({ method, open }) => method !== "GET" && !open).map(({ id }) => [id]))(
  "%s is refused to a browser's cookie alone, as a form of another site would send it",
  async (id) => {
    const { cookie = "" } = callerNamed("admin");
    const row = rows.find(({ operation }) => operation === id);
    const problem = await problemIn(await call(id, (await row?.input()) ?? {}, { cookie }));
    expect(problem).toMatchObject({ status: 403, detail: expect.stringContaining("x-signalbox") });
  },
);

test.each([
  ["a token that is not known", async () => bearer("sbx_made-up")],
  [
    "a revoked token",
    async () => tokenOf(runtime.database, "admin", null, { revokedAt: new Date() }),
  ],
  [
    "an expired token",
    async () => tokenOf(runtime.database, "admin", null, { expiresAt: new Date(Date.now() - 1) }),
  ],
  ["another scheme", async () => ({ authorization: "Basic YWRtaW46YWRtaW4=" })],
  [
    "a session under another secret",
    async () => {
      const person = await personWith(runtime.database, "viewer");
      return browserOf({ ...runtime, sessionSecret: "x" }, idOf(person));
    },
  ],
  [
    "a session that was ended",
    async () => {
      const person = await personWith(runtime.database, "viewer");
      const browser = await browserOf(runtime, idOf(person));
      await runtime.database.session.updateMany({
        where: { personId: idOf(person) },
        data: { endedAt: new Date() },
      });
      return browser;
    },
  ],
  ["a cookie that is no session", async () => ({ cookie: "next-auth.session-token=a.b.c.d.e" })],
  [
    "a deactivated person",
    async () => {
      const person = await runtime.database.person.create({
        data: {
          handle: `gone-${randomUUID().slice(0, 8)}`,
          name: "Gone",
          isAdmin: true,
          deactivatedAt: new Date(),
        },
      });
      return browserOf(runtime, person.id);
    },
  ],
  [
    "a wrong token beside a good session",
    async () => ({ ...callerNamed("admin"), ...bearer("sbx_made-up") }),
  ],
])("%s is nobody", async (_, caller) => {
  const problem = await problemIn(await call("readMe", {}, await caller()));
  expect(problem).toMatchObject({ status: 401, code: "unauthenticated" });
});
