import type { InterlockReading } from "@/lib/contract/switches";
import type { Effect } from "@/lib/domain/classify-effect";
import type { GateReading, GateStep } from "@/lib/domain/gate-reading";
import { closedGates, stepTaken } from "@/lib/domain/required-gates";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { Transaction } from "@/lib/server/db";
import { type ReadBoard, readBoard } from "@/lib/server/gates/gate-board";
import { flipSteps } from "@/lib/server/gates/gate-flips";
import type { SwitchBoard } from "@/lib/server/switches/switch-board";

type Program = { readonly id: string; readonly key: string };

/** The capabilities of which something moves towards the target. */
const capabilitiesMoved = (snapshot: Snapshot, effects: readonly Effect[]): string[] => {
  const capabilityOf = new Map(snapshot.routes.map(({ id, capability }) => [id, capability]));
  const found = effects.flatMap(({ routeMoves, workerMoves }) => [
    ...routeMoves
      .filter(({ isTowardsTarget }) => isTowardsTarget)
      .map(({ route }) => capabilityOf.get(route) ?? null),
    ...workerMoves
      .filter(({ isTowardsTarget }) => isTowardsTarget)
      .map(({ worker }) => snapshot.workers[worker]?.capability ?? null),
  ]);
  return [...new Set(found.filter((key) => key !== null))].sort();
};

/** The page of a gate of a capability. */
const gateLink = (program: string, environment: string, gate: string, capability: string): string =>
  `/programs/${program}/gates/${encodeURIComponent(gate)}/${encodeURIComponent(capability)}?environment=${environment}`;

const stepWords: Readonly<Record<GateStep, string>> = {
  "first-cohort": "its first cohort",
  expand: "it is widened",
  full: "all of it",
  "retire-legacy": "legacy is retired",
};

/** A gate that stands between a capability and a step. */
export type ClosedGate = {
  readonly capability: string;
  readonly gate: string;
  readonly title: string;
  readonly state: "fail" | "unknown";
  readonly says: string;
  readonly owner: string | null;
  readonly link: string;
};

/** The gates that an environment asks for before a step of a capability, and that are not open. */
export const closedFor = (
  program: string,
  { snapshot, policy }: Pick<SwitchBoard, "snapshot" | "policy">,
  capability: string,
  readings: readonly GateReading[],
  step: GateStep,
): ClosedGate[] => {
  const { closed, absent } = closedGates(policy.gates, readings, step);
  const place = { capability };
  return [
    ...closed.map(({ gate, title, state, because, owner }) => ({
      ...place,
      gate,
      title,
      state: state === "fail" ? ("fail" as const) : ("unknown" as const),
      says: because,
      owner,
      link: gateLink(program, snapshot.environment, gate, capability),
    })),
    ...absent.map((gate) => ({
      ...place,
      gate,
      title: gate,
      state: "unknown" as const,
      says: `The policy of ${snapshot.environment} asks for the gate ${gate}, which the program does not have.`,
      owner: null,
      link: `/programs/${program}/gates?environment=${snapshot.environment}`,
    })),
  ];
};

const isAskedAny = ({ policy }: Pick<SwitchBoard, "policy">): boolean =>
  policy.gates === "template" || Object.values(policy.gates).some((keys) => keys.length > 0);

/**
 * Gates that stand between what moves and the step that it takes: nothing to some is a first cohort,
 * some to more is an expansion, and all of it needs what each of those needed too.
 */
export const gateInterlocks = async (
  tx: Transaction,
  program: Program,
  board: SwitchBoard,
  after: Snapshot,
  effects: readonly Effect[],
  at: Date,
): Promise<InterlockReading[]> => {
  const moved = isAskedAny(board) ? capabilitiesMoved(after, effects) : [];
  if (moved.length === 0) return [];
  const { environment } = board.snapshot;
  const read: ReadBoard = await readBoard(tx, program, at, environment);
  const readings = read.readings.get(environment);
  const before = flipSteps(board.snapshot);
  // Beneath a force it is seen only once that is lifted: what it would be then is what is asked for.
  const then = flipSteps({ ...after, force: [] });
  return moved.flatMap((capability) => {
    const step = stepTaken(before.get(capability) ?? "none", then.get(capability) ?? "some");
    const own = readings?.get(capability) ?? [];
    return closedFor(program.key, board, capability, own, step).map(
      ({ gate, title, state, says, owner, link }) => ({
        key: `gate.${gate}.${capability}`,
        kind: "gate",
        state: state === "fail" ? ("open" as const) : ("unknown" as const),
        title: `${title} of ${capability}, before ${stepWords[step]}, reads ${state}`,
        because: `${says}${owner === null ? "" : ` It is ${owner}'s to mend.`}`,
        link,
      }),
    );
  });
};
