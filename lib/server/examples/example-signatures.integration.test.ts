import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifySignatures } from "@/lib/formats/verify-signatures";
import { loadExample } from "@/lib/server/commands/load-example";
import { loadExamplePeople } from "@/lib/server/commands/load-example-people";
import { exportAudit } from "@/lib/server/queries/export-audit";
import { exportSignatures } from "@/lib/server/queries/export-signatures";
import { listSignOffs } from "@/lib/server/queries/list-sign-offs";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

const program = "quay";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
  await loadExamplePeople.run(as(admin), {});
  await loadExample.run(as(admin), { key: program });
}, 120_000);
afterAll(() => runtime.close());

const linesOf = async (values: unknown): Promise<string[]> => {
  const lines: string[] = [];
  for await (const value of values as AsyncIterable<unknown>) lines.push(JSON.stringify(value));
  return lines;
};

test("an example's signatures are of people of the owning teams, stand, and can be verified without the server", async () => {
  const verdict = verifySignatures(
    {
      signatures: await linesOf(await exportSignatures.run(as(admin), { program })),
      audit: await linesOf(await exportAudit.run(as(admin), { program })),
    },
    (text) => createHash("sha256").update(text).digest("hex"),
  );
  expect(verdict.faults).toEqual([]);
  expect(verdict.signatures.length).toBeGreaterThanOrEqual(14);
  expect(new Set(verdict.signatures.map(({ state }) => state))).toEqual(new Set(["holds"]));
  expect(new Set(verdict.signatures.map(({ by }) => by)).size).toBeGreaterThan(1);
  const { rows } = await listSignOffs.run(as(admin), { program, waits: "done", limit: "200" });
  const signed = rows.filter(({ signatures }) => signatures.length > 0);
  expect(signed).toHaveLength(verdict.signatures.length);
  expect(new Set(signed.map(({ state }) => state))).toEqual(new Set(["verified"]));
  expect(signed.every(({ team, signatures }) => signatures[0]?.team === team)).toBe(true);
  expect(new Set(signed.map(({ signatures }) => signatures[0]?.wasOpened))).toEqual(
    new Set([true, false]),
  );
});
