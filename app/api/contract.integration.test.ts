import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openApiDocument } from "@/lib/contract/openapi";
import type { Operation } from "@/lib/contract/operation";
import { operations } from "@/lib/contract/operations";
import { roles } from "@/lib/domain/permissions";
import { recordLength } from "@/lib/server/record-length";
import { bearer, browserOf, type Caller, nobody } from "@/lib/server/test-callers";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";
import { call, type Input, operationOf, problemIn, routeFiles } from "./test-border";
import { program } from "./test-switch-board";
import { whoMay } from "./test-who-may";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
const rows = whoMay(() => runtime.database);
const admin = () => bearer(runtime.localToken ?? "");
/** A person with every role, for what no token may; nobody is an admin yet. */
let boss: Caller;
const staging = { program, environment: "staging" };

const done = async (id: string, input: Input): Promise<unknown> => {
  const response = await call(id, input, admin());
  const answer: unknown = await response.json();
  expect(answer, id).not.toHaveProperty("code");
  return answer;
};

beforeAll(async () => {
  runtime = await startTestRuntime();
  await exampleProgram(runtime.database, program);
  const memberships = { create: roles.map((role) => ({ role })) };
  const data = { handle: "boss", name: "Boss", memberships };
  boss = await browserOf(runtime, (await runtime.database.person.create({ data })).id);
  // So that no list of the answers is empty: rules of all levels, a canary, a force, a denial, a token.
  const { version } = (await done("readSwitches", staging)) as { version: number };
  await done("changeSwitches", {
    ...staging,
    expectedVersion: version,
    reason: "so that there is something to see",
    rules: [
      { level: "worker", key: "gc", owner: "go" },
      { level: "family", key: "health", owner: "go" },
      {
        level: "route",
        key: "R-2",
        owner: "go",
        canary: { orgs: ["acme"], except: { users: ["eve"] }, percent: 2500, key: "org" },
      },
    ],
  });
  await done("forceLegacy", { ...staging, scope: "family", key: "health", reason: "to see it" });
  await done("createToken", { program, name: "gateway", scopes: ["plane"], expiresInDays: 1 });
});
afterAll(() => runtime.close());

const asAdmin = (isAdmin: boolean) =>
  runtime.database.person.update({ where: { handle: "boss" }, data: { isAdmin } });

/** An answer that says all that its contract says and nothing else. */
const expectToFollow = (operation: Operation, answer: unknown): void =>
  expect(operation.answer.parse(answer)).toStrictEqual(answer);

describe("an answer follows its contract to the letter", () => {
  test.each(
    rows
      .filter(({ operation, isRefused }) => operation !== "watchProgram" && !isRefused)
      .map((row) => [[row.operation, row.when].filter(Boolean).join(" "), row] as const),
  )("%s", async (_, row) => {
    const operation = operationOf(row.operation);
    const caller = row.tokens === "never" ? boss : admin();
    const isAdminsAlone = row.tokens === "never" && row.people === "";
    if (isAdminsAlone) await asAdmin(true);
    const response = await call(row.operation, await row.input(), caller);
    const body = await response.text();
    if (isAdminsAlone) await asAdmin(false);
    expect(response.status, body).toBe(operation.status ?? 200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    if (operation.file) {
      expect(response.headers.get("content-disposition")).toMatch(/; filename="[\w.-]+"$/);
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      return;
    }
    expect(response.headers.get("content-type")).toMatch(
      operation.lines ? "application/x-ndjson" : /^application\/json/,
    );
    const answers = operation.lines ? body.trimEnd().split("\n") : [body];
    for (const answer of answers) expectToFollow(operation, JSON.parse(answer));
  });

  test("watchProgram", async () => {
    const response = await call("watchProgram", { program }, admin());
    expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe(": open\n\n");
    const environments = [{ key: "elsewhere", name: "Elsewhere", isProtected: false }];
    await done("createProgram", { key: "another", legacy: "php", target: "java", environments });
    await done("forceLegacy", { ...staging, reason: "heard here" });
    // What was done before may still be announced; what is heard first need not be the force.
    const events: unknown[] = [];
    while (!events.some((event) => (event as { kind: string }).kind === "snapshot")) {
      const heard = await reader?.read();
      expect(heard?.value).toMatch(/^(data: .*\n\n)+$/);
      for (const line of heard?.value?.trimEnd().split("\n\n") ?? [])
        events.push(JSON.parse(line.slice("data: ".length)));
    }
    await reader?.cancel();
    for (const event of events) expectToFollow(operationOf("watchProgram"), event);
    expect(events).toContainEqual(expect.objectContaining({ environment: "staging" }));
    expect(events).not.toContainEqual(expect.objectContaining({ environment: "elsewhere" }));
  });

  test("watchProgram says first that something moved since its page was drawn, and only then", async () => {
    const { id } = await runtime.database.program.findUniqueOrThrow({ where: { key: program } });
    const firstWord = async (since: number): Promise<string> => {
      const response = await call("watchProgram", { program, since }, admin());
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      await reader?.read();
      const nothing = new Promise<string>((resolve) => setTimeout(resolve, 300, "nothing"));
      const word = await Promise.race([reader?.read().then(({ value }) => value), nothing]);
      await reader?.cancel();
      return word ?? "an end";
    };
    const drawn = await recordLength(runtime.database, id);
    await done("createToken", { program, name: "unheard", scopes: ["plane"], expiresInDays: 1 });
    expect(await firstWord(drawn)).toBe('data: {"kind":"program"}\n\n');
    expect(await firstWord(await recordLength(runtime.database, id))).toBe("nothing");
  });
});

describe("the document of the API", () => {
  const places = (list: readonly (readonly [method: string, path: string])[]): string[] =>
    list.map(([method, place]) => `${method} ${place}`).sort();

  test("lists exactly the routes that there are, each carried by its own operation", async () => {
    const unlisted = ["/api/v1/openapi.json", "/api/v1/[...rest]"];
    const files = (await routeFiles()).filter((file) => !unlisted.includes(file.path));
    const routed = files.flatMap((file) =>
      [...file.handlers.keys()].map((method) => [method, file.path] as const),
    );
    const carried = files.flatMap(({ handlers }) =>
      [...handlers.values()].map(
        ({ operation }) => [operation?.method ?? "", operation?.path ?? ""] as const,
      ),
    );
    const { paths } = openApiDocument(operations) as { paths: Record<string, object> };
    const documented = Object.entries(paths).flatMap(([place, methods]) =>
      Object.keys(methods).map((method) => [method.toUpperCase(), place] as const),
    );
    expect(places(carried)).toEqual(places(routed));
    expect(places(documented)).toEqual(places(routed));
  });

  test("is answered to anybody, whole", async () => {
    const file = (await routeFiles()).find((one) => one.path === "/api/v1/openapi.json");
    const response = await file?.handlers.get("GET")?.(
      new Request("http://signalbox.test/api/v1/openapi.json", { headers: nobody }),
      { params: Promise.resolve({}) },
    );
    expect(await response?.json()).toEqual(JSON.parse(JSON.stringify(openApiDocument(operations))));
  });
});

test.each(["GET", "POST", "PUT", "PATCH", "DELETE"])(
  "%s of an address that there is not is a problem like any other",
  async (method) => {
    const file = (await routeFiles()).find((one) => one.path === "/api/v1/[...rest]");
    const response = await file?.handlers.get(method)?.(
      new Request("http://signalbox.test/api/v1/programs/here/nothing", { method }),
      { params: Promise.resolve({}) },
    );
    if (!response) throw new Error(`${method} is not handled.`);
    expect(await problemIn(response)).toMatchObject({
      status: 404,
      code: "not-found",
      detail: expect.stringContaining("/api/v1/programs/here/nothing"),
      requestId: response.headers.get("x-request-id"),
    });
  },
);

describe.each([
  ["commands", "command"],
  ["queries", "query"],
])("lib/server/%s", (folder, kind) => {
  const files = fs
    .readdirSync(path.resolve("lib/server", folder))
    .filter((file) => !file.includes(".test."));

  test.each(files)(`%s exports one ${kind} of its name and nothing else`, async (file) => {
    const exported: Record<string, { kind?: string; name?: string }> = await import(
      pathToFileURL(path.resolve("lib/server", folder, file)).href
    );
    expect(Object.values(exported).map((value) => [value.kind, value.name])).toEqual([
      [kind, path.basename(file, ".ts")],
    ]);
  });
});
