import { type HookAnswer, takeHookDelivery as operation } from "@/lib/contract/emergencies";
import type { Actor } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { readAlertmanager, readGenericCall } from "@/lib/formats/read-alert";
import { sha256 } from "@/lib/server/audit";
import { command } from "@/lib/server/command";
import type { Transaction } from "@/lib/server/db";
import { refuseForeignBearer, refuseUnsigned } from "@/lib/server/switches/hooks";
import { lockedSwitchBoard } from "@/lib/server/switches/switch-board";
import { takeForce } from "@/lib/server/switches/take-force";

const nothing = (says: string): { event: "repeated"; result: HookAnswer } => ({
  event: "repeated",
  result: { did: "nothing", says, change: null },
});

/** Whether this delivery is the first of its name; two at once cannot both be. */
const isFirst = async (tx: Transaction, hookId: string, delivery: string, at: Date) => {
  const { count } = await tx.hookDelivery.createMany({
    data: [{ hookId, delivery, at }],
    skipDuplicates: true,
  });
  return count === 1;
};

/**
 * Forces what a hook was made for when a monitor calls it: known by its signature, or Alertmanager by
 * the bearer secret. A signed call counts once; an alert that goes on firing forces once, also when
 * somebody has lifted the force meanwhile. It never lifts.
 */
export const takeHookDelivery = command(
  { name: "take-hook-delivery", allow: "switch:rollback", input: operation.input },
  async ({ tx, input, now }) => {
    const hook = await tx.inboundHook.findUnique({
      where: { id: input.hook },
      include: { environment: { include: { program: { select: { id: true, key: true } } } } },
    });
    if (!hook || hook.revokedAt) {
      throw new Refusal("unauthenticated", "There is no such webhook, or it was revoked.");
    }
    const isAlertmanager = hook.kind === "alertmanager";
    if (isAlertmanager) refuseForeignBearer(hook.id, input.authorization);
    const signature = isAlertmanager
      ? null
      : refuseUnsigned(hook.id, input.signature, input.body, now);
    const call = isAlertmanager ? readAlertmanager(input.body) : readGenericCall(input.body);
    if (call.is === "quiet") return nothing(call.says);
    // Alerts may be grouped by more labels than an index takes.
    if (!(await isFirst(tx, hook.id, signature ?? sha256(call.episode), now))) {
      if (isAlertmanager) return nothing("This alert has forced already; nothing was changed.");
      throw new Refusal("conflict", "This call was taken already. Sign a new one to force again.");
    }
    const { environment } = hook;
    const actor: Actor = {
      kind: "token",
      id: hook.id,
      name: `webhook ${hook.name}`,
      scopes: ["switch"],
      programId: environment.program.id,
      environmentId: environment.id,
    };
    const board = await lockedSwitchBoard(tx, environment.program, environment.key);
    const outcome = await takeForce({ tx, actor, now, program: environment.program }, board, {
      scope: hook.scope as "program" | "family" | "capability",
      key: hook.key === "" ? null : hook.key,
      reason: call.reason,
      until: hook.holdMinutes ? new Date(now.getTime() + hook.holdMinutes * 60_000) : null,
      changeId: undefined,
      acknowledgeLosses: "everything",
    });
    const { event, result: change, announce } = outcome;
    const says = change.repeated ? "It is forced already." : change.effect.says;
    return {
      // Also a force that was on already leaves the trace that the monitor asked.
      event:
        event === "repeated"
          ? {
              chain: environment.program.id,
              actor,
              subject: { environment: environment.key, hook: hook.id },
              reason: call.reason,
            }
          : { ...event, chain: environment.program.id, actor },
      result: { did: change.repeated ? ("nothing" as const) : ("forced" as const), says, change },
      ...(announce ? { announce } : {}),
    };
  },
);
