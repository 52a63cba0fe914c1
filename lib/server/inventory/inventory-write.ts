import { assignCapabilities, type CapabilityRule } from "@/lib/domain/capability-rules";
import type { Finding, InventoryItem, QueueCoupling } from "@/lib/domain/inventory";
import { itemKey } from "@/lib/domain/inventory";
import { type Json, sql, type Transaction } from "@/lib/server/db";
import { readInventoryItems } from "@/lib/server/inventory/inventory-read";
import { settleOwners } from "@/lib/server/owners/owner-write";

/** Rows a statement; bounds the size of one parameter. */
const chunkSize = 2_000;

const chunksOf = <T>(values: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(values.length / chunkSize) }, (_, index) =>
    values.slice(index * chunkSize, (index + 1) * chunkSize),
  );

const named = (values: Iterable<string | null>): string[] => [
  ...new Set([...values].filter((value) => value !== null)),
];

/** Makes the batches that files name. One that somebody made here becomes the files': they say what is in it. */
const takeOverBatches = async (
  tx: Transaction,
  programId: string,
  keys: readonly string[],
): Promise<void> => {
  const madeHere = await tx.batch.findMany({
    where: { programId, key: { in: [...keys] }, madeByName: { not: null } },
    select: { id: true },
  });
  if (madeHere.length > 0) {
    const ids = madeHere.map(({ id }) => id);
    await tx.batchItem.deleteMany({ where: { batchId: { in: ids } } });
    await tx.batch.updateMany({ where: { id: { in: ids } }, data: { madeByName: null } });
  }
  await tx.batch.createMany({
    data: keys.map((key) => ({ programId, key })),
    skipDuplicates: true,
  });
};

const writeNames = async (
  tx: Transaction,
  programId: string,
  items: readonly InventoryItem[],
): Promise<void> => {
  await tx.family.createMany({
    data: named(items.map((item) => item.family)).map((key) => ({ programId, key })),
    skipDuplicates: true,
  });
  await tx.team.createMany({
    data: named(items.map((item) => item.team)).map((key) => ({ key, name: key })),
    skipDuplicates: true,
  });
  await takeOverBatches(tx, programId, named(items.flatMap((item) => item.batches)));
};

const writeCapabilities = async (
  tx: Transaction,
  programId: string,
  keys: Iterable<string>,
): Promise<void> => {
  await tx.capability.createMany({
    data: named(keys).map((key) => ({ programId, key, name: key })),
    skipDuplicates: true,
  });
};

const writeRows = async (
  tx: Transaction,
  programId: string,
  items: readonly (InventoryItem & { readonly assigned: string | null })[],
  now: Date,
  areNew: boolean,
): Promise<void> => {
  const rows = JSON.stringify(items);
  await tx.$executeRaw(sql`
    INSERT INTO "Item" ("id", "programId", "kind", "key", "title", "familyId", "capabilityId",
      "namedCapability", "teamId", "namedTeam", "wave", "phase", "verification", "verificationWord", "method", "path", "pattern",
      "host", "sourcePath", "switchName", "switchId", "isSwitchable", "attributes", "provenance",
      "createdAt", "updatedAt")
    SELECT gen_random_uuid(), ${programId}::uuid, r."kind", r."key", r."title", f."id", c."id",
      r."capability", t."id", r."team", r."wave", r."phase", r."verification", r."verificationWord", r."method", r."path",
      r."pattern", r."host", r."sourcePath", r."switchName", r."switchId", r."isSwitchable",
      r."attributes", r."provenance", ${now}, ${now}
    FROM jsonb_to_recordset(${rows}::jsonb) AS r("kind" text, "key" text, "title" text, "family" text,
      "capability" text, "assigned" text, "team" text, "wave" text, "phase" text, "verification" text,
      "verificationWord" text, "method" text, "path" text, "pattern" text, "host" text,
      "sourcePath" text, "switchName" text, "switchId" text, "isSwitchable" boolean,
      "attributes" jsonb, "provenance" jsonb)
    LEFT JOIN "Family" f ON f."programId" = ${programId}::uuid AND f."key" = r."family"
    LEFT JOIN "Capability" c ON c."programId" = ${programId}::uuid AND c."key" = r."assigned"
    LEFT JOIN "Team" t ON t."key" = r."team"
    ON CONFLICT ("programId", "kind", "key") DO UPDATE SET
      "title" = excluded."title", "familyId" = excluded."familyId",
      "capabilityId" = excluded."capabilityId",
      "namedCapability" = excluded."namedCapability", "namedTeam" = excluded."namedTeam",
      "wave" = excluded."wave", "phase" = excluded."phase", "verification" = excluded."verification",
      "verificationWord" = excluded."verificationWord", "method" = excluded."method",
      "path" = excluded."path", "pattern" = excluded."pattern", "host" = excluded."host",
      "sourcePath" = excluded."sourcePath", "switchName" = excluded."switchName",
      "switchId" = excluded."switchId", "isSwitchable" = excluded."isSwitchable",
      "attributes" = excluded."attributes", "provenance" = excluded."provenance",
      "updatedAt" = excluded."updatedAt"`);
  const parts = JSON.stringify(
    items.map(({ kind, key, tests, batches }) => ({ kind, key, tests, batches })),
  );
  const records = sql`
    SELECT i."id", r."tests", r."batches"
    FROM jsonb_to_recordset(${parts}::jsonb) AS r("kind" text, "key" text, "tests" jsonb, "batches" jsonb)
    JOIN "Item" i ON i."programId" = ${programId}::uuid AND i."kind" = r."kind" AND i."key" = r."key"`;
  if (!areNew) {
    await tx.$executeRaw(
      sql`DELETE FROM "ContractTest" WHERE "itemId" IN (SELECT "id" FROM (${records}) touched)`,
    );
    await tx.$executeRaw(
      sql`DELETE FROM "BatchItem" WHERE "itemId" IN (SELECT "id" FROM (${records}) touched)
        AND "batchId" IN (SELECT "id" FROM "Batch" WHERE "madeByName" IS NULL)`,
    );
  }
  await tx.$executeRaw(sql`
    INSERT INTO "ContractTest" ("itemId", "key", "role", "position")
    SELECT touched."id", test."value"->>'id', test."value"->>'role', test."ordinality"
    FROM (${records}) touched, jsonb_array_elements(touched."tests") WITH ORDINALITY AS test
    ON CONFLICT DO NOTHING`);
  await tx.$executeRaw(sql`
    INSERT INTO "BatchItem" ("batchId", "itemId", "position")
    SELECT b."id", touched."id", batch."ordinality"
    FROM (${records}) touched, jsonb_array_elements_text(touched."batches") WITH ORDINALITY AS batch
    JOIN "Batch" b ON b."programId" = ${programId}::uuid AND b."key" = batch."value"
    ON CONFLICT DO NOTHING`);
};

/**
 * Writes whole rows with their families, capabilities, teams, batches and tests: new ones, and ones
 * over what is there. A row's capability is the one its source names, else the first rule that fits,
 * else its family; its owner is settled from all that says whose it is, and stays where a hand gave it.
 */
export const writeItems = async (
  tx: Transaction,
  programId: string,
  rows: { readonly created: readonly InventoryItem[]; readonly changed: readonly InventoryItem[] },
  rules: readonly CapabilityRule[],
  now: Date,
): Promise<void> => {
  const all = [...rows.created, ...rows.changed];
  const { assignments } = assignCapabilities(all, rules);
  await writeNames(tx, programId, all);
  await writeCapabilities(tx, programId, assignments.values());
  const assigned = (item: InventoryItem) => ({
    ...item,
    assigned: assignments.get(itemKey(item)) ?? null,
  });
  for (const chunk of chunksOf(rows.created)) {
    await writeRows(tx, programId, chunk.map(assigned), now, true);
  }
  for (const chunk of chunksOf(rows.changed)) {
    await writeRows(tx, programId, chunk.map(assigned), now, false);
  }
  await settleOwners(tx, programId, now);
};

const couplingRecords = (programId: string, couplings: readonly QueueCoupling[]) => sql`
  SELECT q."id" AS "queueId", i."id" AS "itemId", r."role", r."origin"
  FROM jsonb_to_recordset(${JSON.stringify(couplings)}::jsonb)
    AS r("queue" text, "role" text, "kind" text, "item" text, "origin" jsonb)
  JOIN "Item" q ON q."programId" = ${programId}::uuid AND q."kind" = 'queue' AND q."key" = r."queue"
  JOIN "Item" i ON i."programId" = ${programId}::uuid AND i."kind" = r."kind" AND i."key" = r."item"`;

export const writeCouplings = async (
  tx: Transaction,
  programId: string,
  { adds, removes }: { adds: readonly QueueCoupling[]; removes: readonly QueueCoupling[] },
): Promise<void> => {
  if (removes.length > 0) {
    await tx.$executeRaw(sql`
      DELETE FROM "QueueCoupling" c USING (${couplingRecords(programId, removes)}) gone
      WHERE c."queueId" = gone."queueId" AND c."itemId" = gone."itemId" AND c."role" = gone."role"`);
  }
  if (adds.length > 0) {
    await tx.$executeRaw(sql`
      INSERT INTO "QueueCoupling" ("queueId", "itemId", "role", "programId", "origin")
      SELECT "queueId", "itemId", "role", ${programId}::uuid, "origin"
      FROM (${couplingRecords(programId, adds)}) new ON CONFLICT DO NOTHING`);
  }
};

/** Replaces what is known to be open by what the last reading left open. */
export const writeFindings = async (
  tx: Transaction,
  programId: string,
  findings: readonly Finding[],
): Promise<void> => {
  await tx.finding.deleteMany({ where: { programId } });
  await tx.finding.createMany({
    data: findings.map(({ code, says, items, origins }) => ({
      programId,
      code,
      says,
      items: items as Json,
      origins: origins as unknown as Json,
    })),
  });
};

/** Puts every route and worker into its capability again, after the rules changed, and settles their owners. Answers how many moved. */
export const assignRows = async (
  tx: Transaction,
  programId: string,
  rules: readonly CapabilityRule[],
  now: Date,
): Promise<number> => {
  const items = await readInventoryItems(tx, programId);
  const { assignments } = assignCapabilities(items, rules);
  await writeCapabilities(tx, programId, assignments.values());
  let moved = 0;
  for (const chunk of chunksOf(items.filter(({ kind }) => kind === "route" || kind === "worker"))) {
    const rows = chunk.map((item) => ({
      kind: item.kind,
      key: item.key,
      capability: assignments.get(itemKey(item)) ?? null,
    }));
    moved += await tx.$executeRaw(sql`
      UPDATE "Item" i SET "capabilityId" = c."id", "updatedAt" = ${now}
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS r("kind" text, "key" text, "capability" text)
      LEFT JOIN "Capability" c ON c."programId" = ${programId}::uuid AND c."key" = r."capability"
      WHERE i."programId" = ${programId}::uuid AND i."kind" = r."kind" AND i."key" = r."key"
        AND i."capabilityId" IS DISTINCT FROM c."id"`);
  }
  await settleOwners(tx, programId, now);
  return moved;
};
