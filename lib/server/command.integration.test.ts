import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { command } from "@/lib/server/command";
import { query } from "@/lib/server/query";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

const twice = command(
  { name: "make-twice", allow: "installation:manage", input: z.object({}) },
  async ({ tx }) => {
    for (let time = 0; time < 2; time += 1) {
      await tx.team.create({ data: { key: "twice", name: "Twice" } });
    }
    return { event: { subject: {} }, result: null };
  },
);

const ofNothing = command(
  { name: "make-of-nothing", allow: "installation:manage", input: z.object({}) },
  async ({ tx }) => {
    const gone = "00000000-0000-4000-8000-000000000000";
    await tx.teamMember.create({ data: { teamId: gone, personId: gone } });
    return { event: { subject: {} }, result: null };
  },
);

test.each([
  ["what somebody else made at the same moment", twice],
  ["what somebody else removed at the same moment", ofNothing],
])("%s refuses a write in a sentence, and nothing of it is written", async (_, write) => {
  await expect(write.run(as(admin), {})).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("at the same moment"),
  });
  expect(await runtime.database.team.count()).toBe(0);
});

test("a number or a time that no column holds is refused in a sentence", async () => {
  const write = command(
    { name: "keep-time", allow: "installation:manage", input: z.object({ at: z.coerce.date() }) },
    async ({ tx, input: { at } }) => {
      await tx.person.create({ data: { handle: "old", name: "Old", lastSeenAt: at } });
      return { event: { subject: {} }, result: null };
    },
  );
  const read = query(
    { name: "read-page", allow: "installation:manage", input: z.object({ before: z.number() }) },
    async ({ db, input: { before } }) =>
      db.auditEvent.count({ where: { sequence: { lt: before } } }),
  );
  const says = { code: "invalid", message: expect.stringContaining("beyond what can be kept") };
  await expect(write.run(as(admin), { at: "0000-01-01T00:00:00Z" })).rejects.toMatchObject(says);
  await expect(read.run(as(admin), { before: 3e9 })).rejects.toMatchObject(says);
});
