import type { GateDetail } from "@/lib/contract/gates";
import { readGate as operation } from "@/lib/contract/gates";
import { policyOf } from "@/lib/domain/environment-policy";
import type { ReadingState } from "@/lib/domain/gate-reading";
import { Refusal } from "@/lib/domain/refusal";
import { requiredGates } from "@/lib/domain/required-gates";
import { readBoard } from "@/lib/server/gates/gate-board";
import { qualityGateView, readingView, waiverView } from "@/lib/server/gates/gate-view";
import { accountsBehind } from "@/lib/server/people/second-person";
import { query } from "@/lib/server/query";

const historyAtMost = 50;

/** One gate of one capability: its reading, the facts behind it, how it read before, and its waivers. */
export const readGate = query(
  { name: "read-gate", allow: "program:read", input: operation.input },
  async ({ db, actor, input, program, now }): Promise<GateDetail> => {
    const board = await readBoard(db, program, now, input.environment);
    const [environment] = board.environments;
    const gate = board.gates.find(({ key }) => key === input.gate);
    const capability = board.capabilities.find(({ key }) => key === input.capability);
    const reading = board.readings
      .get(input.environment)
      ?.get(input.capability)
      ?.find((each) => each.gate === input.gate);
    if (!environment || !gate || !capability || !reading) {
      const missing = !environment
        ? `environment "${input.environment}"`
        : !gate
          ? `quality gate "${input.gate}"`
          : `capability "${input.capability}"`;
      throw new Refusal("not-found", `${program.key} has no ${missing}.`);
    }
    const place = {
      programId: program.id,
      environmentId: environment.id,
      gate: gate.key,
      capability: capability.key,
    };
    const history = await db.gateReading.findMany({
      where: place,
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: historyAtMost,
    });
    const waivers = await db.waiver.findMany({ where: place, orderBy: { askedAt: "desc" } });
    const accounts = await accountsBehind(db, actor);
    const { gates: demand } = policyOf(environment.policy, environment.isProtected);
    return {
      environment: environment.key,
      isProtected: environment.isProtected,
      readAt: now.toISOString(),
      gate: qualityGateView(gate),
      isRequired:
        requiredGates(demand, board.gates, "retire-legacy").has(gate.key) && !gate.isDryRun,
      capability: {
        key: capability.key,
        name: capability.name,
        routes: capability.routes,
        workers: capability.workers,
      },
      reading: readingView(reading),
      history: history.map(({ state, because, at }) => ({
        state: state as ReadingState,
        because,
        at: at.toISOString(),
      })),
      waivers: waivers.map((row) => waiverView(row, environment.key, accounts, now)),
    };
  },
);
