import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { Refusal } from "@/lib/domain/refusal";
import type { Snapshot } from "@/lib/domain/snapshot";
import { sql, type Transaction } from "@/lib/server/db";
import {
  assembleSnapshot,
  type EnvironmentRow,
  type Inventory,
  readUncommittedInventory,
  rulesOf,
} from "@/lib/server/switches/snapshot";

type KeptRules = Pick<EnvironmentRow, "rules" | "forces">;

const pack = async (value: unknown): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await promisify(gzip)(JSON.stringify(value)));

const unpack = async <T>(bytes: Uint8Array): Promise<T> =>
  JSON.parse((await promisify(gunzip)(bytes)).toString()) as T;

/** Every rule and force of an environment as a transaction has left them, to be kept beside its change. */
export const packRules = async (
  tx: Transaction,
  environmentId: string,
): Promise<Uint8Array<ArrayBuffer>> => {
  const kept: KeptRules = await tx.environment.findUniqueOrThrow({
    where: { id: environmentId },
    select: {
      rules: { omit: { environmentId: true } },
      forces: { omit: { environmentId: true }, orderBy: { since: "asc" } },
    },
  });
  return pack(kept);
};

/** Keeps a program's routes and workers of its present inventory version, once. Answers that version. */
export const keepInventory = async (tx: Transaction, programKey: string): Promise<number> => {
  const { id: programId, inventoryVersion: version } = await tx.program.findUniqueOrThrow({
    where: { key: programKey },
    select: { id: true, inventoryVersion: true },
  });
  const at = { programId_version: { programId, version } };
  const isKept = await tx.inventoryArchive.findUnique({ where: at, select: { version: true } });
  if (!isKept) {
    const body = await pack(await readUncommittedInventory(tx, programId));
    await tx.$executeRaw(sql`
      INSERT INTO "InventoryArchive" ("programId", "version", "body")
      VALUES (${programId}::uuid, ${version}, ${body}) ON CONFLICT DO NOTHING`);
  }
  return version;
};

type Program = { readonly id: string; readonly key: string };

const nothingKept = (environment: string, version: number): Refusal =>
  new Refusal(
    "not-found",
    `What ${environment} looked like at version ${version} was not kept. The history lists what changed then.`,
  );

const inventoryAt = async (
  tx: Transaction,
  program: Program,
  version: number | null,
): Promise<Inventory> => {
  // Versions are kept when a change is made on them: the next kept one holds what stood before it too.
  const kept = await tx.inventoryArchive.findFirst({
    where: { programId: program.id, ...(version === null ? {} : { version: { gte: version } }) },
    orderBy: { version: "asc" },
  });
  return kept ? unpack<Inventory>(kept.body) : readUncommittedInventory(tx, program.id);
};

/** A version, or the one that stood at a moment. */
export type PastMoment = { readonly version: number } | { readonly at: Date };

const changeAt = (tx: Transaction, environmentId: string, moment: PastMoment) =>
  tx.switchChange.findFirst({
    where: {
      environmentId,
      ...("version" in moment ? { version: moment.version } : { createdAt: { lte: moment.at } }),
    },
    orderBy: { version: "desc" },
  });

/**
 * An environment's snapshot at an earlier version or moment, rebuilt from what was kept with each
 * change. Refuses a version that was never made and a moment before the environment was.
 */
export const pastSnapshot = async (
  tx: Transaction,
  program: Program,
  environmentKey: string,
  moment: PastMoment,
): Promise<Snapshot> => {
  const environment = await tx.environment.findUnique({
    where: { programId_key: { programId: program.id, key: environmentKey } },
    include: { program: true },
  });
  if (!environment) {
    throw new Refusal("not-found", `${program.key} has no environment "${environmentKey}".`);
  }
  const { createdAt } = environment.program;
  if ("version" in moment && (moment.version < 1 || moment.version > environment.version)) {
    throw new Refusal(
      "not-found",
      `${environmentKey} is at version ${environment.version}; there is no version ${moment.version}.`,
    );
  }
  if ("at" in moment && moment.at < createdAt) {
    throw new Refusal(
      "not-found",
      `${program.key} came to Signalbox on ${createdAt.toISOString()}; nothing is known of before.`,
    );
  }
  const change = await changeAt(tx, environment.id, moment);
  const isFirst = change === null;
  if (isFirst && "version" in moment && moment.version > 1) {
    throw nothingKept(environmentKey, moment.version);
  }
  if (change && !change.rules) throw nothingKept(environmentKey, change.version);
  const kept: KeptRules = change?.rules ? await unpack(change.rules) : { rules: [], forces: [] };
  const forces = kept.forces.map((force) => ({ ...force, since: new Date(force.since) }));
  const rules = rulesOf({
    ...environment,
    version: change?.version ?? 1,
    updatedAt: change?.createdAt ?? createdAt,
    rules: kept.rules,
    forces,
  });
  const inventory = await inventoryAt(tx, program, change?.inventoryVersion ?? null);
  const { environmentId: _, ...snapshot } = assembleSnapshot(rules, inventory);
  return snapshot;
};
