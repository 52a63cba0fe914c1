import { ownRule } from "@/lib/domain/ownership";
import type { OwnerWord, Snapshot } from "@/lib/domain/snapshot";
import type { SwitchEdit } from "@/lib/domain/switch-edit";

/**
 * The fewest rules that give routes to an owner, for everybody: a capability that is among them as a whole
 * gets one, beneath which other rules of its routes go; routes of other capabilities get their own.
 * No other route changes owner. Routes that are not in the snapshot are left out. Linear in routes.
 */
export const rulesForRoutes = (
  snapshot: Snapshot,
  routes: readonly string[],
  owner: OwnerWord,
): SwitchEdit[] => {
  const chosen = new Set(routes);
  const parted = new Set(
    snapshot.routes.flatMap(({ id, capability }) => (chosen.has(id) ? [] : [capability])),
  );
  const isWhole = (capability: string | null): capability is string =>
    capability !== null && !parted.has(capability);
  const own = snapshot.routes.filter(({ id }) => chosen.has(id));
  const whole = [...new Set(own.map(({ capability }) => capability).filter(isWhole))].sort();
  return [
    ...whole.map((key): SwitchEdit => ({ level: "capability", key, owner })),
    ...own.flatMap((route): SwitchEdit[] => {
      if (!isWhole(route.capability)) return [{ level: "route", key: route.id, owner }];
      return ownRule(route) === null ? [] : [{ level: "route", key: route.id, owner: null }];
    }),
  ];
};
