import { planForce } from "@/lib/domain/plan-force";
import { Refusal } from "@/lib/domain/refusal";
import { touchedBy } from "@/lib/domain/request-ground";
import type { ForceScope } from "@/lib/domain/snapshot";
import {
  type AcceptContext,
  acceptChange,
  type ChangeOutcome,
  repeatedReturn,
} from "@/lib/server/switches/accept-change";
import { refuseUnacknowledged } from "@/lib/server/switches/change-effect";
import { openReview } from "@/lib/server/switches/reviews";
import type { SwitchBoard } from "@/lib/server/switches/switch-board";

/** What is asked of a force. `everything` acknowledges every loss beforehand: a monitor cannot be asked. */
type AskedForce = {
  readonly scope: ForceScope["scope"];
  readonly key: string | null;
  readonly reason: string;
  readonly until: Date | null;
  readonly changeId: string | undefined;
  readonly acknowledgeLosses: readonly string[] | "everything";
};

const place = ({ scope, key }: AskedForce): { scope: string; key: string } => ({
  scope,
  key: scope === "program" ? "" : (key ?? ""),
});

/** What makes two forces the same one: where, and until when. */
export const askedForce = ({ scope, key, until }: Pick<AskedForce, "scope" | "key" | "until">) => ({
  force: { scope, key, ...(until ? { until: until.toISOString() } : {}) },
});

const refusePast = (until: Date | null, now: Date): void => {
  if (until === null || until > now) return;
  throw new Refusal("invalid", `A force that ends at ${until.toISOString()} is over already.`, [
    { field: "until", says: "name a time that is still to come, or leave it out" },
  ]);
};

/** The same force asked for again: it holds for the longer of the two times, and nothing else changes. */
const holdLonger = async (
  context: AcceptContext,
  board: SwitchBoard,
  asked: AskedForce,
): Promise<ChangeOutcome> => {
  const { tx } = context;
  const { scope, key, reason, changeId } = asked;
  const reach = touchedBy(board.snapshot, {
    places: [],
    forces: [{ scope, ...(key ? { key } : {}) }],
  });
  const same = await repeatedReturn(context, board, { changeId, reason, reach });
  const environmentId_scope_key = { environmentId: board.environmentId, ...place(asked) };
  const held = await tx.force.findUnique({ where: { environmentId_scope_key } });
  const until = held?.until ?? null;
  if (until === null || (asked.until !== null && asked.until <= until)) return same;
  await tx.force.update({ where: { environmentId_scope_key }, data: { until: asked.until } });
  const { program, environment, version } = board.snapshot;
  return {
    ...same,
    event: {
      subject: {
        environment,
        ...place(asked),
        ...(same.event === "repeated" ? {} : same.event.subject),
      },
      was: { until: until.toISOString() },
      now: { until: asked.until?.toISOString() ?? null },
      reason,
    },
    announce: [...(same.announce ?? []), { kind: "snapshot", program, environment, version }],
  };
};

/**
 * Forces a scope to legacy: the force, the review that it owes, and the change, in the caller's
 * transaction. Nothing that gates or windows say stands against it; only what legacy would lose is
 * to be acknowledged. Asked for again it succeeds and writes nothing.
 */
export const takeForce = async (
  context: AcceptContext,
  board: SwitchBoard,
  asked: AskedForce,
): Promise<ChangeOutcome> => {
  const { tx, actor, now } = context;
  const { scope, key, reason, until, changeId } = asked;
  refusePast(until, now);
  const plan = planForce(board.snapshot, {
    scope,
    ...(key ? { key } : {}),
    reason,
    by: actor.name,
    since: now.toISOString(),
  });
  if (plan.kind === "none") return holdLonger(context, board, asked);
  if (asked.acknowledgeLosses !== "everything") {
    refuseUnacknowledged(plan, board, asked.acknowledgeLosses);
  }
  const { environmentId } = board;
  await tx.force.create({
    data: { environmentId, ...place(asked), reason, byName: actor.name, since: now, until },
  });
  await openReview(tx, { environmentId, because: "force", scope, key, reason, actor, at: now });
  return acceptChange(context, board, {
    changeId,
    kind: "force",
    reason,
    asked: askedForce(asked),
    effect: plan,
    was: { force: board.snapshot.force },
    now: { force: plan.after.force, until: until?.toISOString() ?? null },
  });
};
