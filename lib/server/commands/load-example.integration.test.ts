import { afterAll, beforeAll, expect, test } from "vitest";
import { loadExample } from "@/lib/server/commands/load-example";
import { readSnapshot } from "@/lib/server/switches/snapshot";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";
import { examplePrograms } from "@/prisma/examples/all";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());

test.each(examplePrograms.map(({ key }) => key))("%s loads whole, and once", async (key) => {
  expect(await loadExample.run(as(admin), { key })).toEqual({ isNew: true });
  expect(await loadExample.run(as(admin), { key })).toEqual({ isNew: false });
  const example = examplePrograms.find((program) => program.key === key);
  const stored = await runtime.database.item.count({ where: { program: { key } } });
  expect(stored).toBe(example?.reading.items.length);
  for (const environment of example?.environments ?? []) {
    const changes = example?.switches.filter((change) => change.environment === environment.key);
    const snapshot = await readSnapshot(runtime.database, key, environment.key);
    expect(snapshot?.version).toBe(1 + (changes?.length ?? 0));
  }
});
