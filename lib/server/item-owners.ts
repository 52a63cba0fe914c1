import type { RowOwner } from "@/lib/contract/matrix";
import { workerOwnerReader } from "@/lib/domain/classify-effect";
import { ownershipReader } from "@/lib/domain/ownership";
import type { Snapshot } from "@/lib/domain/snapshot";

/** Who owns one route or worker in a snapshot; `null` for a row that has no owner there. */
export const itemOwner = (
  snapshot: Snapshot,
  item: { readonly kind: string; readonly key: string; readonly switchName: string | null },
): RowOwner | null => {
  const { owners } = snapshot;
  if (item.kind === "worker") {
    const worker = snapshot.workers[item.switchName ?? item.key];
    if (!worker) return null;
    const { owner, decidedBy } = workerOwnerReader(snapshot)(worker);
    return {
      owner,
      side: owner === "off" ? "off" : owner === owners.target ? "target" : "legacy",
      cohort: null,
      decidedBy: decidedBy === "local-force" ? "force" : decidedBy,
    };
  }
  const route = item.kind === "route" && snapshot.routes.find(({ id }) => id === item.key);
  if (!route) return null;
  const { cohort, says, decidedBy } = ownershipReader(snapshot)(route);
  return {
    owner: cohort === "all" ? owners.target : owners.legacy,
    side: cohort === "all" ? "target" : "legacy",
    cohort: typeof cohort === "string" ? null : says,
    decidedBy: decidedBy === "local-force" ? "force" : decidedBy,
  };
};
