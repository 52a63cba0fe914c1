import type { ProgramReadiness } from "@/lib/contract/overview";
import { allRequests, judgeObserved, noRequests, sumCounts } from "@/lib/domain/observed-owner";
import { ownershipReader } from "@/lib/domain/ownership";
import { readTraffic } from "@/lib/server/clients/observed-traffic";
import type { Database } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";
import { readSnapshot } from "@/lib/server/switches/snapshot";

const hourMs = 3_600_000;
/** Capabilities that an overview has room for: those with the most requests. */
const listed = 7;

/** Who answered in the last hour, by capability, where anything was counted. */
const trafficOf = async (
  db: Database,
  program: ProgramScope,
  environment: { readonly id: string; readonly key: string },
  names: ReadonlyMap<string, string>,
  now: Date,
): Promise<ProgramReadiness["traffic"]> => {
  const from = new Date(now.getTime() - hourMs);
  const snapshot = await readSnapshot(db, program.key, environment.key);
  if (!snapshot) return null;
  const versionAt = new Date(snapshot.updatedAt);
  const { observed, observedSince } = await readTraffic(db, environment.id, { from, versionAt });
  const ownershipOf = ownershipReader(snapshot);
  const byCapability = new Map<string, ReturnType<typeof sumCounts>>();
  let disagreeing = 0;
  for (const route of snapshot.routes) {
    const counts = observed.get(route.id);
    if (!counts || allRequests(counts) === 0) continue;
    const key = route.capability ?? "";
    byCapability.set(key, sumCounts(byCapability.get(key) ?? noRequests, counts));
    // What was counted before the version in force is of another answer.
    const since = observedSince.get(route.id) ?? noRequests;
    const { verdict } = judgeObserved(ownershipOf(route).cohort, snapshot.owners, since);
    if (verdict === "disagrees") disagreeing += 1;
  }
  const capabilities = [...byCapability]
    .sort(([, one], [, other]) => allRequests(other) - allRequests(one))
    .slice(0, listed)
    .map(([key, { legacy, target, other }]) => ({
      key,
      name: names.get(key) ?? "no capability",
      legacy,
      target,
      other,
    }));
  return { environment: environment.key, capabilities, disagreeing };
};

/** Who answered in the last hour: of the last environment in order where anything was counted, as nearest to people. */
export const readAnswering = async (
  db: Database,
  program: ProgramScope,
  environments: readonly { readonly id: string; readonly key: string }[],
  now: Date,
): Promise<ProgramReadiness["traffic"]> => {
  const rows = await db.capability.findMany({
    where: { programId: program.id },
    select: { key: true, name: true },
  });
  const names = new Map(rows.map(({ key, name }) => [key, name]));
  for (const environment of [...environments].reverse()) {
    const found = await trafficOf(db, program, environment, names, now);
    if (found && found.capabilities.length > 0) return found;
  }
  return null;
};
