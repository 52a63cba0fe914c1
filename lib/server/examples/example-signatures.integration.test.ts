import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadExample } from "@/lib/server/commands/load-example";
import { loadExamplePeople } from "@/lib/server/commands/load-example-people";
import { listBatches } from "@/lib/server/queries/list-batches";
import { listDeputies } from "@/lib/server/queries/list-deputies";
import { listSignOffSubjects } from "@/lib/server/queries/list-sign-off-subjects";
import { listSignOffs } from "@/lib/server/queries/list-sign-offs";
import { verifyExported } from "@/lib/server/sign-offs/test-signing";
import { admin, as } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";
import { examplePrograms } from "@/prisma/examples/all";

const program = "quay";
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
beforeAll(async () => {
  runtime = await startTestRuntime();
  await loadExamplePeople.run(as(admin), {});
  for (const { key } of examplePrograms) await loadExample.run(as(admin), { key });
}, 120_000);
afterAll(() => runtime.close());

test("an example's signatures are of people of the owning teams, stand, and can be verified without the server", async () => {
  const verdict = await verifyExported(program);
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

describe.each([
  ["router", ["EP-001", "EP-003"], ["EP-002"], ["EP-004"], ["EP-005"]],
  ["overleaf", ["OL-007"], ["OL-008"], ["OL-001"], ["OL-003"]],
  ["messaging", ["MSG-001", "MSG-004"], ["MSG-002"], ["MSG-005"], ["MSG-007"]],
  ["obby", [], [], [], []],
])("%s", (key, signed, stale, asked, sentBack) => {
  const waiting = async (waits: string) =>
    (await listSignOffs.run(as(admin), { program: key, waits, limit: "200" })).rows;

  test("shows rows that are signed, stale, asked for and sent back", async () => {
    const names = async (waits: string) => (await waiting(waits)).map((row) => row.key).sort();
    const done = (await waiting("done")).filter(({ signatures }) => signatures.length > 0);
    expect(done.map((row) => row.key).sort()).toEqual(signed);
    expect(await names("stale")).toEqual(stale);
    expect(await names("asked")).toEqual(asked);
    expect(await names("returned")).toEqual(sentBack);
  });

  test("has a document that is signed and one that changed since, deputies, batches and weeks", async () => {
    const { rows } = await listSignOffSubjects.run(as(admin), { program: key });
    const papers = rows.filter(({ kind }) => kind === "document" || kind === "runbook");
    expect(papers.map(({ waits }) => waits).sort()).toEqual(["done", "stale"]);
    const { deputies } = await listDeputies.run(as(admin), { program: key });
    expect(deputies).toHaveLength(1);
    const { batches } = await listBatches.run(as(admin), { program: key });
    expect(batches.filter(({ owner }) => owner !== null).length).toBeGreaterThanOrEqual(2);
    expect(await runtime.database.scheduleWeek.count({ where: { program: { key } } })).toBe(3);
  });
});
