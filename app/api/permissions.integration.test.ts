import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operations } from "@/lib/contract/operations";
import { roles, scopes } from "@/lib/domain/permissions";
import { personWith } from "@/lib/server/test-actors";
import { bearer, browserOf, type Caller, nobody, tokenOf } from "@/lib/server/test-callers";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";
import { call, operationOf, problemIn, routeFiles } from "./test-border";
import type { Row } from "./test-row";
import { program } from "./test-switch-board";
import { whoMay } from "./test-who-may";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
const callers = new Map<string, Caller>();
// The inputs are made once the runtime is there; the names of the rows are needed before.
const rows = whoMay(() => runtime.database);

const idOf = (actor: Awaited<ReturnType<typeof personWith>>): string =>
  actor.kind === "person" ? actor.id : "";

const words = (list: string): string[] => list.split(" ").filter((word) => word !== "");

/** Who was somebody once: nothing is left of what they could, whatever it was. */
const nobodyAnyMore = [
  "revoked token",
  "expired token",
  "deactivated admin",
  "admin whose session was ended",
];

/** `may`, or the code that a caller is refused with. */
const expectedFor = ({ operation, people, tokens }: Row): Record<string, string> => {
  const { open, path } = operationOf(operation);
  const outside = path.includes("{program}") ? "not-found" : "forbidden";
  const isForAll = people === "anybody";
  const expected: Record<string, string> = {};
  for (const role of roles) {
    expected[role] = isForAll || words(people).includes(role) ? "may" : "forbidden";
  }
  expected.admin = "may";
  expected["person without a role"] = isForAll ? "may" : outside;
  expected["manager of another program"] = isForAll ? "may" : outside;
  expected.anonymous = open ? "may" : "unauthenticated";
  for (const scope of scopes) {
    const may = (isForAll && tokens !== "never") || words(tokens).includes(scope);
    expected[`token ${scope}`] = may ? "may" : "forbidden";
  }
  expected["token admin of the installation"] = tokens === "never" ? "forbidden" : "may";
  for (const gone of nobodyAnyMore) expected[gone] = open ? "may" : "unauthenticated";
  expected["token of another program"] = isForAll && tokens !== "never" ? "may" : "forbidden";
  return expected;
};

/** By request: what the log has of it. */
const auditOf = async (requests: ReadonlyMap<string, string>): Promise<Record<string, string>> => {
  const events = await runtime.database.auditEvent.findMany({
    where: { requestId: { in: [...requests.values()] } },
    select: { requestId: true, outcome: true },
  });
  const ofRequest = (id: string): string =>
    events
      .filter(({ requestId }) => requestId === id)
      .map(({ outcome }) => outcome)
      .join(" and ") || "nothing";
  return Object.fromEntries([...requests].map(([name, id]) => [name, ofRequest(id)]));
};

/** What the log has to hold of a request: every write, every refusal for want of a right, nothing else. */
const auditFor = (row: Row, outcome: string): string => {
  const { method } = operationOf(row.operation);
  if (method === "GET" || row.isPreview) return "nothing";
  if (outcome === "may") return row.answers ? "nothing" : "accepted";
  return outcome === "forbidden" ? "denied" : "nothing";
};

beforeAll(async () => {
  runtime = await startTestRuntime();
  const { database } = runtime;
  const here = await exampleProgram(database, program);
  const elsewhere = await exampleProgram(database, "elsewhere");
  const browser = async (actor: Awaited<ReturnType<typeof personWith>>): Promise<Caller> =>
    actor.kind === "person" ? browserOf(runtime, actor.id) : nobody;
  for (const role of roles) {
    callers.set(role, await browser(await personWith(database, role, here)));
  }
  const boss = await database.person.create({
    data: { handle: "boss", name: "Boss", isAdmin: true },
  });
  callers.set("admin", await browserOf(runtime, boss.id));
  callers.set("person without a role", await browser(await personWith(database, null)));
  callers.set(
    "manager of another program",
    await browser(await personWith(database, "manager", elsewhere)),
  );
  callers.set("anonymous", nobody);
  for (const scope of scopes) {
    callers.set(`token ${scope}`, await tokenOf(database, scope, here));
  }
  callers.set("token admin of the installation", await tokenOf(database, "admin", null));
  callers.set("token of another program", await tokenOf(database, "admin", elsewhere));
  const long = new Date(Date.now() - 1000);
  callers.set("revoked token", await tokenOf(database, "admin", null, { revokedAt: long }));
  callers.set("expired token", await tokenOf(database, "admin", null, { expiresAt: long }));
  const gone = await database.person.create({
    data: { handle: "gone", name: "Gone", isAdmin: true, deactivatedAt: long },
  });
  callers.set("deactivated admin", await browserOf(runtime, gone.id));
  const left = await database.person.create({
    data: { handle: "left", name: "Left", isAdmin: true },
  });
  callers.set("admin whose session was ended", await browserOf(runtime, left.id));
  await database.session.updateMany({ where: { personId: left.id }, data: { endedAt: long } });
});
afterAll(() => runtime.close());

const callerNamed = (name: string): Caller => {
  const caller = callers.get(name);
  if (!caller) throw new Error(`There is no caller ${name}.`);
  return caller;
};

test("every operation has a row, and a route that carries it", async () => {
  const ids = operations.map(({ id }) => id).sort();
  expect([...new Set(rows.map(({ operation }) => operation))].sort()).toEqual(ids);
  const carried = (await routeFiles()).flatMap(({ handlers }) =>
    [...handlers.values()].flatMap(({ operation }) => operation?.id ?? []),
  );
  expect(carried.sort()).toEqual(ids);
});

describe("who may", () => {
  test.each(rows.map((row) => [[row.operation, row.when].filter(Boolean).join(" "), row] as const))(
    "%s",
    async (_, row) => {
      const expected = expectedFor(row);
      const { status = 200 } = operationOf(row.operation);
      const found: Record<string, string> = {};
      const requests = new Map<string, string>();
      const [may, mayNot] = [true, false].map((is) =>
        Object.keys(expected).filter((name) => (expected[name] === "may") === is),
      );
      let input = await row.input();
      // A refusal changes nothing, so that one input serves all who are refused.
      for (const name of [...(mayNot ?? []), ...(may ?? [])]) {
        if (expected[name] === "may") input = await row.input();
        const requestId = randomUUID();
        requests.set(name, requestId);
        const response = await call(row.operation, input, callerNamed(name), requestId);
        if (response.status === (row.answers ?? status)) {
          found[name] = "may";
          await response.body?.cancel();
        } else {
          const problem = await problemIn(response);
          found[name] = problem.code;
          expect(problem.requestId).toBe(requestId);
        }
      }
      expect(found).toEqual(expected);
      expect(await auditOf(requests)).toEqual(
        Object.fromEntries(
          Object.entries(expected).map(([name, outcome]) => [name, auditFor(row, outcome)]),
        ),
      );
    },
    120_000,
  );
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
