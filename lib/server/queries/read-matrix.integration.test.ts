import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "@/lib/contract/matrix";
import { loadExample } from "@/lib/server/commands/load-example";
import { itemOwner } from "@/lib/server/inventory/item-owners";
import { readMatrix } from "@/lib/server/queries/read-matrix";
import { readMatrixRows } from "@/lib/server/queries/read-matrix-rows";
import { readSnapshot } from "@/lib/server/switches/snapshot";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let programId: string;

type Input = Record<string, unknown>;

const rollUp = async (input: Input = {}, actor = admin) =>
  contract.readMatrix.answer.parse(await readMatrix.run(as(actor), { program: "quay", ...input }));

const window = async (input: Input = {}) =>
  contract.readMatrixRows.answer.parse(
    await readMatrixRows.run(as(admin), { program: "quay", ...input }),
  );

/** Every row under a filter, window by window. */
const allRows = async (input: Input = {}): Promise<contract.MatrixRow[]> => {
  const rows: contract.MatrixRow[] = [];
  for (;;) {
    const next = await window({ ...input, offset: rows.length, limit: 150 });
    rows.push(...next.rows);
    if (rows.length >= next.total) return rows;
    if (next.rows.length === 0) throw new Error(`${rows.length} of ${next.total} rows`);
  }
};

const rule = async (environment: string, level: string, key: string, rest: object) => {
  const { id } = await runtime.database.environment.findFirstOrThrow({
    where: { programId, key: environment },
  });
  const of = { environmentId_level_key: { environmentId: id, level, key } };
  const data = { environmentId: id, level, key, ...rest };
  await runtime.database.switchRule.upsert({ where: of, create: data, update: rest });
};

const first = async (input: Input): Promise<contract.MatrixRow> => {
  const row = (await window({ ...input, limit: 1 })).rows[0];
  if (!row) throw new Error("No row fits.");
  return row;
};

let pinned: contract.MatrixRow;
let worker: contract.MatrixRow;

beforeAll(async () => {
  runtime = await startTestRuntime();
  await loadExample.run(as(admin), { key: "quay" });
  ({ id: programId } = await runtime.database.program.findUniqueOrThrow({
    where: { key: "quay" },
  }));
  await runtime.database.switchRule.deleteMany({ where: { environment: { programId } } });
  await runtime.database.force.deleteMany({ where: { environment: { programId } } });
  await rule("staging", "capability", "v2-pull", { owner: "target" });
  await rule("staging", "family", "oauth2", { owner: "target" });
  await rule("production", "capability", "v2-pull", {
    owner: "target",
    canary: { percent: 1000, key: "org", salt: "v2-pull" },
  });
  pinned = await first({ capability: "v2-pull", kind: "route" });
  await rule("staging", "route", pinned.key, { owner: "legacy" });
  worker = await first({ kind: "worker", owner: "staging:python" });
  await rule("staging", "worker", worker.switchName ?? worker.key, { owner: "off" });
});
afterAll(() => runtime.close());

describe("the roll-up", () => {
  test.each(["capability", "family", "wave"])("by %s agrees with its rows", async (groupBy) => {
    const { groups, totals, environments, owners } = await rollUp({ groupBy });
    expect(totals).toEqual({ routes: 413, workers: 36 });
    for (const group of groups) {
      const rows = await allRows({ groupBy, group: group.key });
      const routes = rows.filter(({ kind }) => kind === "route");
      const counted = routes.length > 0 ? routes : rows;
      const count = (test: (row: contract.MatrixRow) => boolean) => counted.filter(test).length;
      expect(group).toMatchObject({
        routes: routes.length,
        workers: rows.length - routes.length,
        verified: count((row) => row.verification === "verified"),
        retired: count((row) => row.verification === "retired-approved"),
        tests: counted.reduce((sum, row) => sum + row.tests.length, 0),
      });
      for (const { key } of environments) {
        const owned = routes.flatMap((row) => row.owners[key] ?? []);
        const canary = owned.filter(({ cohort }) => cohort !== null).length;
        const target = owned.filter(({ owner }) => owner === owners.target).length;
        expect(group.share[key]).toEqual({
          target,
          canary,
          legacy: owned.length - canary - target,
        });
      }
    }
    expect(groups.reduce((sum, { routes, workers }) => sum + routes + workers, 0)).toBe(449);
  });

  test("a capability whose routes disagree has no one owner; one that agrees has", async () => {
    const { groups } = await rollUp();
    const pull = groups.find(({ key }) => key === "v2-pull");
    expect(pull?.owner.staging).toBeNull();
    expect(pull?.share.staging).toEqual({ target: (pull?.routes ?? 0) - 1, canary: 0, legacy: 1 });
    expect(pull?.owner.production).toMatchObject({
      owner: "python",
      side: "legacy",
      cohort: "go for 10 % of orgs",
      decidedBy: "capability",
    });
    expect(pull?.level).toBe("capability");
  });

  test("rows without a key come last and cannot be switched as one", async () => {
    const { groups } = await rollUp({ groupBy: "family" });
    expect(groups.at(-1)).toMatchObject({ key: "", routes: 0, workers: 36, level: null });
    expect((await rollUp({ groupBy: "wave" })).groups.every(({ level }) => level === null)).toBe(
      true,
    );
  });

  test("facets count what each value would keep under the other fields, never its own", async () => {
    const whole = await rollUp();
    const { facets } = await rollUp({ kind: "worker", method: "GET" });
    expect(facets.kind).toEqual([
      { value: "route", count: whole.facets.method.find(({ value }) => value === "GET")?.count },
    ]);
    expect((await rollUp({ kind: "worker" })).facets.kind).toEqual(whole.facets.kind);
  });

  test("says what its reader may do", async () => {
    const viewer = await personWith(runtime.database, "viewer");
    const onCall = await personWith(runtime.database, "on-call");
    expect((await rollUp({}, viewer)).may).not.toContain("switch:rollback");
    expect((await rollUp({}, onCall)).may).toContain("switch:rollback");
  });

  test("a program that one has no role in does not exist", async () => {
    const stranger = await personWith(runtime.database, null);
    await expect(rollUp({}, stranger)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("owners", () => {
  test("of every row are those of the snapshot", async () => {
    const rows = await allRows();
    for (const environment of ["staging", "production"]) {
      const snapshot = await readSnapshot(runtime.database, "quay", environment);
      if (!snapshot) throw new Error(`no snapshot of ${environment}`);
      const expected = rows.map((row) => itemOwner(snapshot, row));
      expect(rows.map((row) => row.owners[environment])).toEqual(expected);
    }
    expect(
      rows.filter((row) => row.owners.staging === null).every((row) => !row.isSwitchable),
    ).toBe(true);
    expect(rows.some((row) => !row.isSwitchable)).toBe(true);
  });

  test.each([
    ["staging:go"],
    ["staging:python"],
    ["staging:off"],
    ["staging:go,staging:off"],
    ["production:canary"],
    ["production:canary,staging:python"],
    ["production:go"],
    ["nowhere:go"],
  ])("owner=%s keeps the rows with that owner, in the roll-up and in windows", async (owner) => {
    const whole = await allRows();
    const wanted = owner.split(",").map((value) => value.split(":"));
    const environments = new Set(wanted.map(([key]) => key));
    const expected = whole.filter((row) =>
      [...environments].every((key) => {
        const has = row.owners[key ?? ""];
        const value = has && (has.cohort === null ? has.owner : "canary");
        return wanted.some(([environment, word]) => environment === key && word === value);
      }),
    );
    const { totals } = await rollUp({ owner });
    expect(totals.routes + totals.workers).toBe(expected.length);
    expect(await allRows({ owner })).toEqual(expected);
  });

  test("a pinned route and a stopped worker are found, though their groups are elsewhere", async () => {
    const stopped = await allRows({ owner: "staging:off" });
    expect(stopped.map(({ key }) => key)).toEqual([worker.key]);
    const held = await allRows({ owner: "staging:python", capability: "v2-pull", kind: "route" });
    expect(held.map(({ key }) => key)).toEqual([pinned.key]);
    expect(held[0]?.owners.staging?.decidedBy).toBe("route");
  });

  test("a flip shows at once, though the inventory is remembered", async () => {
    const before = await rollUp({ owner: "staging:go" });
    await rule("staging", "program", "", { owner: "target" });
    const after = await rollUp({ owner: "staging:go" });
    await runtime.database.switchRule.deleteMany({ where: { level: "program" } });
    expect(after.totals.routes).toBeGreaterThan(before.totals.routes);
  });

  test("an import shows at once: the inventory is remembered for one version of it only", async () => {
    const item = { kind: "route", key: "ROUTE-9001", title: "late", method: "GET", path: "/late" };
    const rest = { pattern: "/late", verification: "planned", isSwitchable: true };
    await rollUp();
    await runtime.database.item.create({ data: { programId, ...item, ...rest } });
    const rise = { inventoryVersion: { increment: 1 } };
    await runtime.database.program.update({ where: { id: programId }, data: rise });
    expect((await rollUp()).totals.routes).toBe(414);
    expect((await window({ q: "/late" })).rows.map(({ key }) => key)).toEqual(["ROUTE-9001"]);
    await runtime.database.item.deleteMany({ where: { programId, key: "ROUTE-9001" } });
    await runtime.database.program.update({ where: { id: programId }, data: rise });
    expect((await rollUp()).totals.routes).toBe(413);
  });

  test("a force shows as decided by force", async () => {
    const { id } = await runtime.database.environment.findFirstOrThrow({
      where: { programId, key: "staging" },
    });
    const data = { environmentId: id, scope: "program", reason: "drill", byName: "on call" };
    await runtime.database.force.create({ data: { ...data, since: new Date() } });
    const { groups } = await rollUp();
    const { rows } = await window({ capability: "v2-pull", kind: "route" });
    await runtime.database.force.deleteMany({ where: { environmentId: id } });
    expect(groups.find(({ key }) => key === "v2-pull")?.owner.staging).toMatchObject({
      owner: "python",
      decidedBy: "force",
    });
    expect(new Set(rows.map((row) => row.owners.staging?.decidedBy))).toEqual(new Set(["force"]));
  });
});

describe("windows", () => {
  test("meet without gap or overlap, routes before workers", async () => {
    const rows = await allRows();
    expect(new Set(rows.map(({ kind, key }) => `${kind} ${key}`)).size).toBe(449);
    expect(rows.findIndex(({ kind }) => kind === "worker")).toBe(413);
    const paths = rows.slice(0, 413).map(({ path }) => path ?? "");
    expect(paths).toEqual([...paths].sort());
  });

  test("a window past the end is empty and knows the total", async () => {
    expect(await window({ offset: 5000 })).toEqual({ total: 449, rows: [] });
  });

  test.each([
    ["key", (row: contract.MatrixRow) => row.key],
    ["team", (row: contract.MatrixRow) => row.team ?? "~"],
    ["wave", (row: contract.MatrixRow) => row.wave ?? "~"],
  ] as const)("are sorted by %s, either way", async (sort, of) => {
    const up = (await allRows({ sort, kind: "route" })).map(of);
    expect(up).toEqual([...up].sort());
    const down = (await allRows({ sort, descending: "true", kind: "route" })).map(of);
    expect(new Set(down)).toEqual(new Set(up));
    expect(down[0]).not.toBe(up[0]);
  });

  test.each(["%", "_", "\\", "'; DROP TABLE", "ROUTE%1"])("text is no pattern: %s", async (q) => {
    const found = await allRows({ q });
    const { totals } = await rollUp({ q });
    expect(totals.routes + totals.workers).toBe(found.length);
    const texts = ({ key, title, path, switchName }: contract.MatrixRow) => [
      key,
      title,
      path,
      switchName,
    ];
    const whole = await allRows();
    const least = whole.filter((row) => texts(row).some((text) => text?.includes(q)));
    expect(found.map(({ key }) => key)).toEqual(
      expect.arrayContaining(least.map(({ key }) => key)),
    );
    expect(found.length).toBeLessThan(449);
  });

  test("text finds a row by its test and by its path", async () => {
    const row = (await allRows({ kind: "route" })).find(({ tests }) => tests.length > 0);
    const byTest = await allRows({ q: row?.tests[0]?.toLowerCase() });
    expect(byTest.map(({ key }) => key)).toContain(row?.key);
    const byPath = await allRows({ q: pinned.path });
    expect(byPath.map(({ key }) => key)).toContain(pinned.key);
  });

  test("of a group under a filter hold what the roll-up counts", async () => {
    const filter = {
      verification: "verified,planned",
      method: "GET,HEAD",
      owner: "staging:python",
    };
    const { groups } = await rollUp({ ...filter, groupBy: "family" });
    for (const { key, routes, workers } of groups) {
      const { total, rows } = await window({ ...filter, groupBy: "family", group: key });
      expect([total, rows.length]).toEqual([routes + workers, Math.min(200, routes + workers)]);
    }
  });
});
