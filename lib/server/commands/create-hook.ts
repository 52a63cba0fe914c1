import { createHook as operation } from "@/lib/contract/emergencies";
import { planForce } from "@/lib/domain/plan-force";
import { command } from "@/lib/server/command";
import { refuseUnacknowledged } from "@/lib/server/switches/change-effect";
import { hookSecret, hookView } from "@/lib/server/switches/hooks";
import { switchBoard } from "@/lib/server/switches/switch-board";

/** Lets a monitor force a scope to legacy. Its secret is answered once and kept nowhere. */
export const createHook = command(
  { name: "create-hook", allow: "token:manage", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const board = await switchBoard(tx, program, input.environment);
    const { name, kind, scope, key, holdMinutes } = input;
    const place = { scope, ...(key ? { key } : {}) };
    const plan = planForce(
      { ...board.snapshot, force: [] },
      { ...place, reason: name, by: actor.name, since: now.toISOString() },
    );
    refuseUnacknowledged(plan, board, input.acknowledgeLosses);
    const hook = await tx.inboundHook.create({
      data: {
        environmentId: board.environmentId,
        name,
        kind,
        scope,
        key: scope === "program" ? "" : (key ?? ""),
        holdMinutes: holdMinutes ?? null,
        createdByName: actor.name,
        createdAt: now,
      },
    });
    return {
      event: {
        subject: { environment: input.environment, hook: hook.id },
        now: { name, kind, ...place, holdMinutes: hook.holdMinutes },
      },
      result: { hook: hookView(hook), secret: hookSecret(hook.id) },
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
