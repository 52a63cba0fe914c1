import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "@/lib/contract/items";
import { loadExample } from "@/lib/server/commands/load-example";
import { listFindings } from "@/lib/server/queries/list-findings";
import { listItems } from "@/lib/server/queries/list-items";
import { readCapabilityRules } from "@/lib/server/queries/read-capability-rules";
import { readItem } from "@/lib/server/queries/read-item";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;

const odd = {
  kind: "tool",
  key: "tools/100%_sure.py",
  title: "tools/100%_sure.py",
  verification: "planned",
  isSwitchable: false,
  attributes: { purpose: "invoices" },
  provenance: { "attributes.purpose": [{ file: "tools.csv", row: 2, column: "purpose" }] },
};

beforeAll(async () => {
  runtime = await startTestRuntime();
  await loadExample.run(as(admin), { key: "quay" });
  const { id } = await runtime.database.program.findUniqueOrThrow({ where: { key: "quay" } });
  await runtime.database.item.create({ data: { programId: id, ...odd } });
});
afterAll(() => runtime.close());

const list = async (filter: Record<string, unknown>) =>
  contract.listItems.answer.parse(await listItems.run(as(admin), { program: "quay", ...filter }));

describe("listing items", () => {
  test("counts every kind, in the domain's order", async () => {
    const { kinds, total, items } = await list({});
    expect(kinds.slice(0, 3)).toEqual([
      { value: "route", count: 413 },
      { value: "worker", count: 36 },
      { value: "queue", count: 9 },
    ]);
    expect(total).toBe(kinds.reduce((sum, { count }) => sum + count, 0));
    expect(items).toHaveLength(200);
  });

  test("windows meet without gap or overlap", async () => {
    const whole = await list({ kind: "route", limit: 30 });
    const parts = await Promise.all(
      [0, 10, 20].map((offset) => list({ kind: "route", offset, limit: 10 })),
    );
    expect(parts.flatMap(({ items }) => items)).toEqual(whole.items);
  });

  test("a filter narrows the rows and the counts of the others, never its own", async () => {
    const all = await list({ kind: "route" });
    const state = all.verifications[0]?.value ?? "";
    const some = await list({ kind: "route", verification: state });
    expect(some.total).toBe(all.verifications[0]?.count);
    expect(some.verifications).toEqual(all.verifications);
    expect(some.items.every(({ verification }) => verification === state)).toBe(true);
  });

  test.each([
    ["100%_sure", 1],
    ["100%Xsure", 0],
    ["_sure", 1],
    ["100\\%", 0],
    ["TOOLS/100", 1],
  ])("%s is text, not a pattern: %i rows", async (q, count) => {
    expect((await list({ q, kind: "tool" })).total).toBe(count);
  });

  test.each(["family", "team", "wave", "capability", "phase", "batch"])(
    "%s filters by key and an unknown one gives nothing",
    async (filter) => {
      expect((await list({ [filter]: "there-is-none" })).total).toBe(0);
    },
  );

  test("unmatched rows are the routes without a pattern", async () => {
    expect((await list({ finding: "unmatched" })).total).toBe(0);
    const { id: programId } = await runtime.database.program.findUniqueOrThrow({
      where: { key: "quay" },
    });
    const { id } = await runtime.database.item.create({
      data: { ...odd, programId, kind: "route", key: "ROUTE-X", path: "/v2/<A_CONSTANT>" },
    });
    const { items } = await list({ finding: "unmatched" });
    expect(items).toMatchObject([{ key: "ROUTE-X", isMatched: false }]);
    await runtime.database.item.delete({ where: { id } });
  });

  test("a finding's rows are found by its code", async () => {
    const answer = contract.listFindings.answer.parse(
      await listFindings.run(as(admin), { program: "quay" }),
    );
    const code = answer.findings[0]?.code ?? "";
    const about = new Set(
      answer.findings.filter((finding) => finding.code === code).flatMap(({ items }) => items),
    );
    const { items } = await list({ finding: code });
    expect(new Set(items.map(({ key }) => key))).toEqual(about);
    expect(answer.total).toBe(answer.codes.reduce((sum, { count }) => sum + count, 0));
  });

  test("who has no role in the program is told that there is none", async () => {
    const stranger = await personWith(runtime.database, null);
    await expect(listItems.run(as(stranger), { program: "quay" })).rejects.toMatchObject({
      code: "not-found",
    });
  });
});

describe("reading an item", () => {
  const read = async (kind: string, key: string) =>
    contract.readItem.answer.parse(await readItem.run(as(admin), { program: "quay", kind, key }));

  test("a route has an owner in every environment and every value its place", async () => {
    const { items } = await list({ kind: "route", limit: 1 });
    const item = await read("route", items[0]?.key ?? "");
    expect(item.owners.map(({ environment }) => environment)).toContain("production");
    expect(item.owners.every(({ owner }) => owner !== null)).toBe(true);
    expect(item.tests.length).toBeGreaterThan(0);
    expect(item.values.find(({ field }) => field === "path")?.value).toBe(items[0]?.path);
  });

  test("a key with slashes and percent signs is read, with where its attribute came from", async () => {
    const item = await read("tool", odd.key);
    expect(item.owners).toEqual([]);
    expect(item.values).toContainEqual({
      field: "purpose",
      value: "invoices",
      origins: [{ file: "tools.csv", row: 2, column: "purpose" }],
    });
  });

  test("a queue tells who takes from it, and the worker tells its queue", async () => {
    const { items } = await list({ kind: "queue" });
    const queues = await Promise.all(items.map(({ key }) => read("queue", key)));
    const coupling = queues
      .flatMap(({ couplings }) => couplings)
      .find(({ role, kind }) => role === "consumer" && kind === "worker");
    const worker = await read("worker", coupling?.item ?? "");
    expect(worker.couplings.map(({ queue }) => queue)).toContain(coupling?.queue);
  });

  test("a row that is not there is refused by name", async () => {
    await expect(read("route", "ROUTE-9999")).rejects.toMatchObject({
      code: "not-found",
      message: 'There is no route "ROUTE-9999" in quay.',
    });
  });
});

test("capability rules come with what a rule can name", async () => {
  const answer = contract.readCapabilityRules.answer.parse(
    await readCapabilityRules.run(as(admin), { program: "quay" }),
  );
  expect(answer.families).toContain("registry-v2");
  expect(answer.methods).toContain("PATCH");
  expect(answer.rules.length).toBeGreaterThan(0);
});
