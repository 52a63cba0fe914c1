import { type EnvironmentPolicy, policyOf } from "@/lib/domain/environment-policy";
import { Refusal } from "@/lib/domain/refusal";
import type { Snapshot } from "@/lib/domain/snapshot";
import { sql, type Transaction } from "@/lib/server/db";
import { type Inventory, readSnapshot } from "@/lib/server/switches/snapshot";

/** An environment's switches as a command sees them. */
export type SwitchBoard = {
  readonly environmentId: string;
  readonly isProtected: boolean;
  /** How changes are made here. */
  readonly policy: EnvironmentPolicy;
  readonly policyVersion: number;
  readonly snapshot: Snapshot;
  /** Families and capabilities of the program, also those without a rule or a route. */
  readonly families: readonly string[];
  readonly capabilities: readonly string[];
};

const unknownEnvironment = (program: string, environment: string): Refusal =>
  new Refusal("not-found", `The program ${program} has no environment "${environment}".`);

/** The board as it stands; a preview uses it, and nothing is locked. */
export const switchBoard = async (
  tx: Transaction,
  program: { readonly id: string; readonly key: string },
  environment: string,
  uncommitted?: Inventory,
): Promise<SwitchBoard> => {
  const row = await tx.environment.findUnique({
    where: { programId_key: { programId: program.id, key: environment } },
    select: { isProtected: true, policy: true, policyVersion: true },
  });
  const families = await tx.family.findMany({
    where: { programId: program.id },
    select: { key: true },
  });
  const capabilities = await tx.capability.findMany({
    where: { programId: program.id },
    select: { key: true },
  });
  const read = await readSnapshot(tx, program.key, environment, uncommitted);
  if (!row || !read) throw unknownEnvironment(program.key, environment);
  const { environmentId, ...snapshot } = read;
  return {
    environmentId,
    isProtected: row.isProtected,
    policy: policyOf(row.policy, row.isProtected),
    policyVersion: row.policyVersion,
    snapshot,
    families: families.map(({ key }) => key),
    capabilities: capabilities.map(({ key }) => key),
  };
};

/** The board with its environment locked until the transaction ends: changes of one environment take turns. */
export const lockedSwitchBoard = async (
  tx: Transaction,
  program: { readonly id: string; readonly key: string },
  environment: string,
): Promise<SwitchBoard> => {
  await tx.$queryRaw(sql`
    SELECT "id" FROM "Environment"
    WHERE "programId" = ${program.id}::uuid AND "key" = ${environment} FOR UPDATE`);
  return switchBoard(tx, program, environment);
};
