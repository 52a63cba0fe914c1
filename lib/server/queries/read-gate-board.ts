import type { GateBoard, GateCell } from "@/lib/contract/gates";
import { readGateBoard as operation } from "@/lib/contract/gates";
import { policyOf } from "@/lib/domain/environment-policy";
import { type GateReading, readingStates } from "@/lib/domain/gate-reading";
import { Refusal } from "@/lib/domain/refusal";
import { furthestStep, requiredGates } from "@/lib/domain/required-gates";
import { readBoard } from "@/lib/server/gates/gate-board";
import { changesSince, recordedStates } from "@/lib/server/gates/gate-view";
import { query } from "@/lib/server/query";

type Recorded = Awaited<ReturnType<typeof recordedStates>>;

const day = 86_400_000;

const cellOf = (reading: GateReading, capability: string, recorded: Recorded): GateCell => {
  const known = recorded.get(`${reading.gate} ${capability}`);
  const { gate, state, because, short, clause, owner, isDryRun, until, waiver } = reading;
  return {
    gate,
    state,
    because,
    short,
    clause,
    owner,
    isDryRun,
    until,
    waivedUntil: waiver?.until ?? null,
    since: known?.state === state ? known.at.toISOString() : null,
  };
};

const meets = (asked: readonly string[] | undefined, own: readonly string[]): boolean =>
  asked === undefined || asked.length === 0 || own.some((each) => asked.includes(each));

/** Quality gates of every capability in an environment, as they read now, and what changed. */
export const readGateBoard = query(
  { name: "read-gate-board", allow: "program:read", input: operation.input },
  async ({ db, input, program, now }): Promise<GateBoard> => {
    const board = await readBoard(db, program, now, input.environment);
    const [environment] = board.environments;
    if (!environment) {
      throw new Refusal("not-found", `${program.key} has no environment "${input.environment}".`);
    }
    const { gates: demand } = policyOf(environment.policy, environment.isProtected);
    const required = requiredGates(demand, board.gates, "retire-legacy");
    const review = await db.boardReview.findFirst({
      where: { programId: program.id },
      orderBy: { at: "desc" },
    });
    const since = input.since === "review" && review ? review.at : new Date(now.getTime() - day);
    const recorded = await recordedStates(db, environment.id);
    const readings = board.readings.get(environment.key);
    const capabilities = board.capabilities
      .filter(
        ({ key, teams, workstreams }) =>
          meets(input.capability, [key]) &&
          meets(input.team, teams) &&
          meets(input.workstream, workstreams),
      )
      .map((capability) => {
        const own = readings?.get(capability.key) ?? [];
        return {
          ...capability,
          teams: [...capability.teams],
          workstreams: [...capability.workstreams],
          cells: own.map((reading) => cellOf(reading, capability.key, recorded)),
          mayStep: furthestStep(demand, own),
        };
      });
    const cells = capabilities.flatMap((capability) => capability.cells);
    const count = (state: string): number => cells.filter((cell) => cell.state === state).length;
    return {
      environment: environment.key,
      isProtected: environment.isProtected,
      readAt: now.toISOString(),
      gates: board.gates.map(({ key, title, guards, owner, isDryRun, changedAt }) => ({
        key,
        title,
        guards,
        owner,
        isDryRun,
        isRequired: required.has(key) && !isDryRun,
        hasChanged: review !== null && changedAt > review.at,
      })),
      capabilities,
      counts: Object.fromEntries(
        readingStates.map((state) => [state, count(state)]),
      ) as GateBoard["counts"],
      lastReview: review ? { at: review.at.toISOString(), by: review.byName } : null,
      changes: await changesSince(db, environment, since),
      changedSince: since.toISOString(),
    };
  },
);
