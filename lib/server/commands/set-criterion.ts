import { type CriterionRefers, setCriterion as operation } from "@/lib/contract/milestones";
import type { GateRule } from "@/lib/domain/gate-rule";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import type { Json, Transaction } from "@/lib/server/db";
import { refuseFaultyRule } from "@/lib/server/gates/program-rules";
import { lockedMilestone } from "@/lib/server/registers/milestone-scope";
import { milestoneDetail } from "@/lib/server/registers/milestone-view";
import { dateOf, editedFields, refuseStale } from "@/lib/server/registers/register-edit";

/** A criterion on what the program does not have would be unknown for ever: it is refused. */
const refuseUnknown = async (
  tx: Transaction,
  programId: string,
  refers: CriterionRefers,
): Promise<void> => {
  const fault = (what: string, key: string): never => {
    throw new Refusal("invalid", `There is no ${what} ${key} in this program. Make it first.`, [
      { field: `refers.${what}`, says: `there is no ${what} ${key}` },
    ]);
  };
  if (refers.kind === "rule") refuseFaultyRule(refers.rule as GateRule);
  if (refers.kind === "gate") {
    const { gate: key } = refers;
    if ((await tx.programGate.count({ where: { programId, key } })) === 0) fault("gate", key);
  }
  if (refers.kind === "decision") {
    const { decision: key } = refers;
    if ((await tx.decision.count({ where: { programId, key } })) === 0) fault("decision", key);
  }
};

/** Adds a criterion to a milestone, or changes what it asks. */
export const setCriterion = command(
  { name: "set-criterion", allow: "criteria:edit", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { criterion: key, refers, title, group, version } = input;
    const milestone = await lockedMilestone(tx, program, input.milestone);
    const stored = milestone.criteria.find((row) => row.key === key);
    if (!stored && version > 0)
      throw new Refusal("not-found", `${milestone.key} has no criterion ${key}.`);
    if (stored) refuseStale(`${milestone.key}/${key}`, stored, version);
    if (refers) await refuseUnknown(tx, program.id, refers);
    const given = {
      title,
      group,
      owner: input.owner === "" ? null : input.owner,
      dueAt: dateOf(input.dueAt),
      ...(refers ? { kind: refers.kind, refers: refers as Json } : {}),
    };
    const edited = editedFields(stored ?? {}, given);
    const stamp = { changedAt: now, changedByName: actor.name };
    if (stored) {
      if (Object.keys(edited.is).length === 0)
        throw new Refusal("no-effect", `${key} is already so. Nothing was written.`);
      await tx.criterion.update({
        where: { id: stored.id },
        data: { ...given, ...stamp, version: { increment: 1 } },
      });
    } else {
      if (!title)
        throw new Refusal("invalid", "title: say in a few words what has to be so.", [
          { field: "title", says: "say in a few words what has to be so" },
        ]);
      await tx.criterion.create({
        data: {
          kind: "checklist",
          ...given,
          milestoneId: milestone.id,
          key,
          title,
          position: Math.max(-1, ...milestone.criteria.map(({ position }) => position)) + 1,
          ...stamp,
        },
      });
    }
    return {
      event: {
        subject: { milestone: milestone.key, criterion: key },
        was: edited.was,
        now: edited.is,
        reason: input.reason,
      },
      result: await milestoneDetail(tx, program, actor, milestone.key, now),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
