import { readMatrix as operation } from "@/lib/contract/matrix";
import { groupUnits } from "@/lib/server/matrix/matrix-groups";
import { readOwnedUnits } from "@/lib/server/matrix/matrix-owned-units";
import { permissionsOf } from "@/lib/server/overview/program-summary";
import { query } from "@/lib/server/query";

type Counted = { readonly kind: string; readonly rows: number };

const totalsOf = (units: readonly Counted[]) => {
  const count = (kind: string) =>
    units.reduce((sum, unit) => sum + (unit.kind === kind ? unit.rows : 0), 0);
  return { routes: count("route"), workers: count("worker") };
};

/** The cutover matrix rolled up by capability, family or wave, with who owns what in each environment. */
export const readMatrix = query(
  { name: "read-matrix", allow: "program:read", input: operation.input },
  async ({ db, actor, input, program, now }) => {
    const { environments, inventory, kept, facet } = await readOwnedUnits(db, program, input);
    return {
      owners: { legacy: program.legacyName, target: program.targetName },
      environments: environments.map(({ key, name, isProtected, version }) => ({
        key,
        name,
        isProtected,
        version,
      })),
      groups: groupUnits(kept, input.groupBy, environments),
      totals: totalsOf(kept),
      inventory: { routes: inventory.routes.size, workers: inventory.workers.length },
      may: permissionsOf(actor, program.id) as string[],
      readAt: now.toISOString(),
      facets: {
        kind: facet("kind"),
        owner: facet("owner"),
        team: facet("team"),
        verification: facet("verification"),
        method: facet("method"),
        family: facet("family"),
        wave: facet("wave"),
        capability: facet("capability"),
      },
    };
  },
);
