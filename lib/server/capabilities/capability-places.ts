import type { CapabilityPlace } from "@/lib/contract/capability";
import type { RowOwner } from "@/lib/contract/matrix";
import type { BuildSide } from "@/lib/domain/deployment";
import { policyOf } from "@/lib/domain/environment-policy";
import { furthestStep, requiredGates } from "@/lib/domain/required-gates";
import { capabilityBudgets } from "@/lib/server/capabilities/capability-budgets";
import type { Database } from "@/lib/server/db";
import type { ReadBoard } from "@/lib/server/gates/gate-board";
import { readingView } from "@/lib/server/gates/gate-view";
import { readMatrixEnvironments } from "@/lib/server/matrix/matrix-owners";

type Program = { readonly id: string; readonly key: string; readonly targetName: string };
type Row = {
  readonly kind: string;
  readonly key: string;
  readonly family: string | null;
  readonly switchName: string | null;
  readonly isSwitchable: boolean;
};

type Owned = RowOwner | null;

const countOwners = (owners: readonly Owned[]): CapabilityPlace["owners"] => {
  const known = owners.filter((owner): owner is RowOwner => owner !== null);
  const count = (side: RowOwner["side"]): number =>
    known.filter((owner) => owner.cohort === null && owner.side === side).length;
  return {
    legacy: count("legacy"),
    target: count("target"),
    off: count("off"),
    canary: known.filter(({ cohort }) => cohort !== null).length,
  };
};

const oneSide = (owners: CapabilityPlace["owners"]): CapabilityPlace["side"] => {
  const held = (["legacy", "target", "off"] as const).filter((side) => owners[side] > 0);
  return held.length === 1 && owners.canary === 0 ? (held[0] ?? null) : null;
};

/** A capability in each environment of its program: who owns it, what its gates read, what runs, what it costs. */
export const capabilityPlaces = async (
  db: Database,
  program: Program,
  board: ReadBoard,
  capability: string,
  rows: readonly Row[],
  now: Date,
): Promise<CapabilityPlace[]> => {
  const { environments } = await readMatrixEnvironments(db, program.id);
  const live = await db.deployment.findMany({
    where: { endedAt: null, environment: { programId: program.id } },
    orderBy: [{ side: "asc" }, { at: "desc" }, { id: "desc" }],
  });
  const places: CapabilityPlace[] = [];
  for (const environment of board.environments) {
    const matrix = environments.find(({ key }) => key === environment.key);
    const owners = countOwners(
      rows.map((row): Owned => {
        if (row.kind !== "route" && row.kind !== "worker") return null;
        const { kind, key, family, isSwitchable } = row;
        const worker = kind === "worker" ? (row.switchName ?? key) : null;
        return matrix?.ownerOf({ kind, key, worker, family, capability, isSwitchable }) ?? null;
      }),
    );
    const readings = board.readings.get(environment.key)?.get(capability) ?? [];
    const { gates: demand } = policyOf(environment.policy, environment.isProtected);
    const required = requiredGates(demand, board.gates, "retire-legacy");
    places.push({
      environment: environment.key,
      name: matrix?.name ?? environment.key,
      isProtected: environment.isProtected,
      owners,
      side: oneSide(owners),
      gates: readings.map((reading) => ({
        ...readingView(reading),
        isRequired: required.has(reading.gate) && !reading.isDryRun,
      })),
      mayStep: furthestStep(demand, readings),
      deployments: live
        .filter(({ environmentId }) => environmentId === environment.id)
        .map(({ side, commit, label, at, byName, runUrl }) => ({
          side: side as BuildSide,
          commit,
          label,
          at: at.toISOString(),
          by: byName,
          runUrl,
        })),
      budgets: await capabilityBudgets(db, program, environment, capability, rows, now),
    });
  }
  return places;
};
