import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as contract from "@/lib/contract/audit";
import { verifyChain } from "@/lib/domain/audit-chain";
import { appendAudit } from "@/lib/server/audit";
import { createProgram } from "@/lib/server/commands/create-program";
import { sql } from "@/lib/server/db";
import { exportAudit } from "@/lib/server/queries/export-audit";
import { listAudit } from "@/lib/server/queries/list-audit";
import { verifyAudit } from "@/lib/server/queries/verify-audit";
import { admin, as, personWith } from "@/lib/server/test-actors";
import { startTestRuntime } from "@/lib/server/test-runtime";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let count = 0;
let program = "";

beforeAll(async () => {
  runtime = await startTestRuntime();
});
afterAll(() => runtime.close());
beforeEach(async () => {
  count += 1;
  program = `books-${count}`;
  await createProgram.run(as(admin), { key: program, legacy: "node", target: "go" });
});

const chainOf = async (): Promise<string> =>
  (await runtime.database.program.findUniqueOrThrow({ where: { key: program } })).id;

const append = async (events: number, outcome: "accepted" | "denied" = "accepted") => {
  const chain = await chainOf();
  await runtime.database.$transaction(
    async (tx) => {
      for (let index = 0; index < events; index += 1) {
        await appendAudit(tx, {
          chain,
          at: new Date(),
          actor: admin,
          action: outcome === "denied" ? "force-legacy" : "change-switches",
          subject: { program, index },
          before: index % 2 === 0 ? null : { owner: "node", note: "ünïcode 100%" },
          after: { owner: "go" },
          reason: `reason ${index}`,
          outcome,
          requestId: `request-${index}`,
        });
      }
    },
    { timeout: 60_000 },
  );
};

const verify = async () =>
  contract.verifyAudit.answer.parse(await verifyAudit.run(as(admin), { program }));

/** What nobody can do through the product: the trigger stands in the way. */
const tamper = async (statement: ReturnType<typeof sql>) => {
  await runtime.database.$executeRaw(
    sql`ALTER TABLE "AuditEvent" DISABLE TRIGGER audit_event_append_only`,
  );
  await runtime.database.$executeRaw(statement);
  await runtime.database.$executeRaw(
    sql`ALTER TABLE "AuditEvent" ENABLE TRIGGER audit_event_append_only`,
  );
};

test("a chain longer than one chunk is intact, and its export verifies elsewhere", async () => {
  await append(1_010);
  expect(await verify()).toMatchObject({ state: "intact", events: 1_011 });
  const events = [];
  for await (const event of await exportAudit.run(as(admin), { program })) {
    events.push(contract.exportAudit.answer.parse(JSON.parse(JSON.stringify(event))));
  }
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  expect(verifyChain(events, sha256)).toMatchObject({ state: "intact", events: 1_011 });
});

test("an altered event is named", async () => {
  await append(5);
  const chain = await chainOf();
  await tamper(
    sql`UPDATE "AuditEvent" SET "reason" = 'another' WHERE "chain" = ${chain} AND "sequence" = 4`,
  );
  expect(await verify()).toEqual({
    state: "broken",
    sequence: 4,
    says: "Event 4 was altered after it was written.",
  });
});

test("events cut off at the end are missed, because the head remembers them", async () => {
  await append(5);
  const chain = await chainOf();
  await tamper(sql`DELETE FROM "AuditEvent" WHERE "chain" = ${chain} AND "sequence" > 3`);
  expect(await verify()).toMatchObject({ state: "broken", sequence: 4 });
});

test("an exchanged head is noticed", async () => {
  await append(2);
  const chain = await chainOf();
  await runtime.database.$executeRaw(
    sql`UPDATE "AuditChain" SET "head" = ${"f".repeat(64)} WHERE "chain" = ${chain}`,
  );
  expect(await verify()).toMatchObject({ state: "broken", sequence: 3 });
});

test("the list goes backwards in pages and filters by action, outcome and text", async () => {
  await append(7);
  await append(2, "denied");
  const list = async (filter: Record<string, unknown>) =>
    contract.listAudit.answer.parse(await listAudit.run(as(admin), { program, ...filter }));
  const first = await list({ limit: 6 });
  expect(first.events.map(({ sequence }) => sequence)).toEqual([10, 9, 8, 7, 6, 5]);
  expect(first).toMatchObject({ next: 5, length: 10 });
  const second = await list({ limit: 6, before: 5 });
  expect(second.events.map(({ sequence }) => sequence)).toEqual([4, 3, 2, 1]);
  expect(second.next).toBeNull();
  expect(first.actions).toEqual(["change-switches", "create-program", "force-legacy"]);
  expect((await list({ outcome: "denied" })).events).toHaveLength(2);
  expect((await list({ action: "create-program" })).events).toHaveLength(1);
  expect((await list({ q: "REASON 6" })).events).toHaveLength(1);
  expect((await list({ q: "100%" })).events).toHaveLength(4);
  expect((await list({ q: "1_0" })).events).toHaveLength(0);
});

test("a viewer may not read it", async () => {
  const viewer = await personWith(runtime.database, "viewer");
  await expect(listAudit.run(as(viewer), { program })).rejects.toMatchObject({ code: "forbidden" });
});
