import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { command } from "@/lib/server/command";
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
