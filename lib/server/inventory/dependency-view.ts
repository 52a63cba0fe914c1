import type { DependencyView } from "@/lib/contract/dependencies";
import { dependencyOf } from "@/lib/server/inventory/couplings";

export const dependencyView = (
  row: Parameters<typeof dependencyOf>[0] & { createdByName: string; createdAt: Date },
): DependencyView => {
  const { requires, ...dependency } = dependencyOf(row);
  return {
    ...dependency,
    requires: [...requires],
    by: row.createdByName,
    at: row.createdAt.toISOString(),
  };
};
