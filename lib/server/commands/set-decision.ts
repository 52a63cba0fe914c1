import { setDecision as operation } from "@/lib/contract/decisions";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import type { Json } from "@/lib/server/db";
import { tellDecisionAsked } from "@/lib/server/notices/tell-decisions";
import { decisionDetail } from "@/lib/server/registers/decision-view";
import { dateOf, editedFields, refuseStale } from "@/lib/server/registers/register-edit";

/** Makes or edits a decision. Whatever was approved or rejected was so as it stood: an edit opens it again. */
export const setDecision = command(
  { name: "set-decision", allow: "register:write", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { decision: key, version, reason, program: _, targetAt, owner, ...texts } = input;
    const id = { programId_key: { programId: program.id, key } };
    const stored = await tx.decision.findUnique({ where: id });
    if (!stored && version > 0)
      throw new Refusal("not-found", `${program.key} has no decision ${key}.`);
    if (stored) refuseStale(key, stored, version);
    const given = {
      ...texts,
      owner: owner === "" ? null : owner,
      targetAt: dateOf(targetAt),
    };
    const edited = editedFields(stored ?? {}, given);
    const stamp = { changedAt: now, changedByName: actor.name };
    const options = given.options as Json | undefined;
    if (stored) {
      if (Object.keys(edited.is).length === 0)
        throw new Refusal("no-effect", `${key} is already so. Nothing was written.`);
      const isDecided = stored.status === "approved" || stored.status === "rejected";
      const reopened = isDecided
        ? { status: "open", outcome: null, decidedAt: null, decidedByName: null, effectiveAt: null }
        : {};
      const { count } = await tx.decision.updateMany({
        where: { id: stored.id, version },
        data: { ...given, options, ...reopened, ...stamp, version: { increment: 1 } },
      });
      if (count === 0)
        throw new Refusal(
          "stale-version",
          `Somebody else changed ${key} at the same moment. Reload.`,
        );
      if (isDecided) {
        edited.was.status = stored.status;
        edited.is.status = "open";
      }
    } else {
      if (!input.title)
        throw new Refusal("invalid", "title: say in a few words what is to be decided.", [
          { field: "title", says: "say in a few words what is to be decided" },
        ]);
      const last = await tx.decision.aggregate({
        where: { programId: program.id },
        _max: { position: true },
      });
      await tx.decision.create({
        data: {
          ...given,
          options: options ?? [],
          title: input.title,
          programId: program.id,
          key,
          status: "open",
          position: input.position ?? (last._max.position ?? -1) + 1,
          ...stamp,
        },
      });
    }
    const written = await tx.decision.findUniqueOrThrow({ where: id });
    if (written.status === "open" && (!stored || edited.is.approvers || edited.is.status))
      await tellDecisionAsked(
        { tx, now, program },
        written,
        actor.kind === "person" ? actor.id : null,
      );
    return {
      event: { subject: { decision: key }, was: edited.was, now: edited.is, reason },
      result: await decisionDetail(tx, program, actor, key, now, actor),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
