import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { signerOf, signOffProgram } from "@/bench/sign-off-rows";
import type { ProgramEvent } from "@/lib/contract/programs";
import type { Actor } from "@/lib/domain/permissions";
import { changeChannel } from "@/lib/server/change-event";
import { sql } from "@/lib/server/db";
import { watchProgram } from "@/lib/server/queries/watch-program";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

type Person = Extract<Actor, { kind: "person" }>;

const program = "watched";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;

beforeAll(async () => {
  runtime = await startTestRuntime();
  programId = await signOffProgram(runtime.database, program, 1);
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => runtime.close());

const change = () =>
  runtime.database.$executeRaw(
    sql`SELECT pg_notify(${changeChannel}, ${JSON.stringify({ kind: "program", program })})`,
  );

const streamOf = async (actor: Actor) => {
  const stream = (await watchProgram.run(as(actor), {
    program,
  })) as AsyncGenerator<ProgramEvent | null>;
  return async () => {
    const next = stream.next();
    // Heard once the stream listens: it begins to with its first question.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await change();
    return (await next).done === true;
  };
};

const later = () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  vi.setSystemTime(new Date(Date.now() + 6_000));
};

test("an open stream goes on while its reader may read", async () => {
  const one = await streamOf(await signerOf(runtime.database, programId));
  const other = await streamOf(admin);
  expect([await one(), await other()]).toEqual([false, false]);
  later();
  expect([await one(), await other()]).toEqual([false, false]);
});

test.each<[string, (person: Person) => Promise<unknown>]>([
  [
    "session was ended",
    ({ id }) =>
      runtime.database.session.updateMany({
        where: { personId: id },
        data: { endedAt: new Date() },
      }),
  ],
  [
    "account was closed",
    ({ id }) =>
      runtime.database.person.update({ where: { id }, data: { deactivatedAt: new Date() } }),
  ],
  [
    "role was taken",
    ({ id }) => runtime.database.membership.deleteMany({ where: { personId: id } }),
  ],
])("an open stream ends once its reader's %s", async (_, happens) => {
  const person = await signerOf(runtime.database, programId);
  const hears = await streamOf(person);
  expect(await hears()).toBe(false);
  await happens(person);
  later();
  expect(await hears()).toBe(true);
});
