import type * as z from "zod";
import { type ItemSummary, type OriginView, readItem as operation } from "@/lib/contract/items";
import type { Origin } from "@/lib/domain/inventory";
import type { OwnerRule } from "@/lib/domain/owner-rules";
import { Refusal } from "@/lib/domain/refusal";
import { sql, type Transaction } from "@/lib/server/db";
import { standingsOf } from "@/lib/server/evidence/test-rows";
import { itemOwner } from "@/lib/server/inventory/item-owners";
import { itemColumns } from "@/lib/server/inventory/item-view";
import { ownerWhy, type StoredWhy } from "@/lib/server/owners/owner-words";
import { query } from "@/lib/server/query";
import { readSnapshot } from "@/lib/server/switches/snapshot";

type Row = ItemSummary & {
  id: string;
  host: string | null;
  pattern: string | null;
  sourcePath: string | null;
  switchName: string | null;
  switchId: string | null;
  namedCapability: string | null;
  namedTeam: string | null;
  teamWhy: StoredWhy;
  attributes: Record<string, string>;
  provenance: Record<string, Origin[]>;
  updatedAt: Date;
};

type Origins = z.infer<typeof OriginView>[];

const statedFields = [
  ["title", "title"],
  ["method", "method"],
  ["path", "path"],
  ["pattern", "pattern"],
  ["host", "host"],
  ["family", "family"],
  ["capability", "namedCapability"],
  ["wave", "wave"],
  ["phase", "phase"],
  ["team", "namedTeam"],
  ["verification", "verificationWord"],
  ["sourcePath", "sourcePath"],
  ["switchName", "switchName"],
  ["switchId", "switchId"],
] as const satisfies readonly (readonly [string, keyof Row])[];

const originsOf = (row: Row, field: string): Origins =>
  (row.provenance[field] ?? []).map((origin) => ({ ...origin }));

/** Every value that somebody states, with the places that state it. */
const valuesOf = (row: Row): { field: string; value: string; origins: Origins }[] => [
  ...statedFields.flatMap(([field, column]) => {
    const value = row[column];
    return value === null ? [] : [{ field, value, origins: originsOf(row, field) }];
  }),
  ...Object.entries(row.attributes).map(([name, value]) => ({
    field: name,
    value,
    origins: originsOf(row, `attributes.${name}`),
  })),
];

/** Of a queue, who puts onto it and takes from it; of a route or worker, the queues it touches. */
const couplingsOf = async (db: Transaction, { id, kind }: Row) => {
  const rows = await db.queueCoupling.findMany({
    where: kind === "queue" ? { queueId: id } : { itemId: id },
    include: { queue: true, item: true },
    orderBy: { role: "desc" },
  });
  return rows
    .map(({ role, origin, queue, item }) => ({
      queue: queue.key,
      role,
      kind: item.kind,
      item: item.key,
      title: kind === "queue" ? item.title : queue.title,
      origin: origin ? { ...(origin as unknown as Origin) } : null,
    }))
    .sort((one, other) => (`${one.queue} ${one.item}` < `${other.queue} ${other.item}` ? -1 : 1));
};

const findingsOf = async (db: Transaction, programId: string, key: string) => {
  const rows = await db.$queryRaw<
    { code: string; says: string; items: string[]; origins: Origin[] }[]
  >(sql`
    SELECT "code", "says", "items", "origins" FROM "Finding"
    WHERE "programId" = ${programId}::uuid AND "items" @> ${JSON.stringify([key])}::jsonb
    ORDER BY "code", "says" LIMIT 100`);
  return rows.map(({ code, says, items, origins }) => ({
    code,
    says,
    items: items.slice(0, 200),
    origins: origins.slice(0, 200).map((origin) => ({ ...origin })),
  }));
};

/** Everything known of one item, and where each value came from. */
export const readItem = query(
  { name: "read-item", allow: "program:read", input: operation.input },
  async ({ db, input, program }) => {
    const [row] = await db.$queryRaw<Row[]>(sql`
      SELECT ${itemColumns}, i."id", i."host", i."pattern", i."sourcePath", i."switchName",
             i."switchId", i."namedCapability", i."namedTeam", i."teamWhy", i."attributes", i."provenance", i."updatedAt"
      FROM "Item" i
      LEFT JOIN "Family" f ON f."id" = i."familyId"
      LEFT JOIN "Capability" c ON c."id" = i."capabilityId"
      LEFT JOIN "Team" t ON t."id" = i."teamId"
      WHERE i."programId" = ${program.id}::uuid AND i."kind" = ${input.kind} AND i."key" = ${input.key}`);
    if (!row) {
      throw new Refusal("not-found", `There is no ${input.kind} "${input.key}" in ${program.key}.`);
    }
    const tests = await db.contractTest.findMany({
      where: { itemId: row.id },
      orderBy: { position: "asc" },
    });
    const standings = await standingsOf(
      db,
      program.id,
      tests.map(({ key }) => key),
    );
    const batches = await db.batchItem.findMany({
      where: { itemId: row.id },
      orderBy: { position: "asc" },
      select: { batch: { select: { key: true } } },
    });
    const environments = await db.environment.findMany({
      where: { programId: program.id },
      orderBy: { position: "asc" },
      select: { key: true, isProtected: true },
    });
    const owners = [];
    for (const { key, isProtected } of row.isSwitchable ? environments : []) {
      const snapshot = await readSnapshot(db, program.key, key);
      owners.push({ environment: key, isProtected, owner: snapshot && itemOwner(snapshot, row) });
    }
    const { ownerRules } = await db.program.findUniqueOrThrow({
      where: { id: program.id },
      select: { ownerRules: true },
    });
    const {
      id: _,
      namedCapability: __,
      attributes: ___,
      provenance: ____,
      namedTeam: _____,
      teamWhy,
      ...known
    } = row;
    return {
      ...known,
      ownerWhy: ownerWhy(teamWhy, row.team, ownerRules as unknown as OwnerRule[]).says,
      updatedAt: row.updatedAt.toISOString(),
      batches: batches.map(({ batch }) => batch.key),
      tests: tests.map(({ key, role }) => ({
        id: key,
        role,
        ...(standings.get(key) ?? { legacy: null, target: null }),
      })),
      values: valuesOf(row),
      couplings: await couplingsOf(db, row),
      findings: await findingsOf(db, program.id, row.key),
      owners,
    };
  },
);
