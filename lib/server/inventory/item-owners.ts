import type { RowOwner } from "@/lib/contract/matrix";
import { workerOwnerReader } from "@/lib/domain/classify-effect";
import { type Ownership, ownershipReader } from "@/lib/domain/ownership";
import type { DecidedBy } from "@/lib/domain/resolve-owner";
import type { Snapshot } from "@/lib/domain/snapshot";

type Owners = Snapshot["owners"];

const decidedIn = (decidedBy: DecidedBy): RowOwner["decidedBy"] =>
  decidedBy === "local-force" ? "force" : decidedBy;

/** What decides a route, as lists show it. */
export const routeRowOwner = (
  { cohort, says, decidedBy }: Ownership,
  owners: Owners,
): RowOwner => ({
  owner: cohort === "all" ? owners.target : owners.legacy,
  side: cohort === "all" ? "target" : "legacy",
  cohort: typeof cohort === "string" ? null : says,
  decidedBy: decidedIn(decidedBy),
});

/** Who runs a worker, as lists show it. */
export const workerRowOwner = (
  { owner, decidedBy }: { readonly owner: string; readonly decidedBy: DecidedBy },
  owners: Owners,
): RowOwner => ({
  owner,
  side: owner === "off" ? "off" : owner === owners.target ? "target" : "legacy",
  cohort: null,
  decidedBy: decidedIn(decidedBy),
});

/** Who owns one route or worker in a snapshot; `null` for a row that has no owner there. */
export const itemOwner = (
  snapshot: Snapshot,
  item: { readonly kind: string; readonly key: string; readonly switchName: string | null },
): RowOwner | null => {
  if (item.kind === "worker") {
    const worker = snapshot.workers[item.switchName ?? item.key];
    return worker ? workerRowOwner(workerOwnerReader(snapshot)(worker), snapshot.owners) : null;
  }
  const route = item.kind === "route" && snapshot.routes.find(({ id }) => id === item.key);
  return route ? routeRowOwner(ownershipReader(snapshot)(route), snapshot.owners) : null;
};
