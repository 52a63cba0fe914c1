import { setDecisionStatus as operation } from "@/lib/contract/decisions";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { tellDecisionMade } from "@/lib/server/notices/tell-decisions";
import { decisionDetail } from "@/lib/server/registers/decision-view";
import { refuseStale } from "@/lib/server/registers/register-edit";

/** Opens a decision again, or says that another took its place. Approval is given by those named and in no other way. */
export const setDecisionStatus = command(
  { name: "set-decision-status", allow: "register:write", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { decision: key, status, version, reason } = input;
    const stored = await tx.decision.findUnique({
      where: { programId_key: { programId: program.id, key } },
    });
    if (!stored) throw new Refusal("not-found", `${program.key} has no decision ${key}.`);
    refuseStale(key, stored, version);
    if (stored.status === status)
      throw new Refusal("no-effect", `${key} is ${status} already. Nothing was written.`);
    const decided = { outcome: null, decidedAt: null, decidedByName: null, effectiveAt: null };
    const { count } = await tx.decision.updateMany({
      where: { id: stored.id, version },
      data: {
        status,
        ...(status === "open" ? decided : {}),
        changedAt: now,
        changedByName: actor.name,
        version: { increment: 1 },
      },
    });
    if (count === 0)
      throw new Refusal(
        "stale-version",
        `Somebody else changed ${key} at the same moment. Reload.`,
      );
    if (status === "superseded")
      await tellDecisionMade(
        { tx, now, program },
        stored,
        { says: `${key} is superseded: ${stored.title}. ${reason}`, status },
        actor.kind === "person" ? actor.id : null,
      );
    return {
      event: {
        subject: { decision: key },
        was: { status: stored.status },
        now: { status },
        reason,
      },
      result: await decisionDetail(tx, program, actor, key, now),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
