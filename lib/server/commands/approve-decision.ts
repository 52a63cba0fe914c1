import { approveDecision as operation } from "@/lib/contract/decisions";
import { approvalState, cannotApprove, type DecisionStatus } from "@/lib/domain/decision-approval";
import { isOneOf } from "@/lib/domain/four-eyes";
import { Refusal } from "@/lib/domain/refusal";
import { command } from "@/lib/server/command";
import { sql } from "@/lib/server/db";
import { tellDecisionMade } from "@/lib/server/notices/tell-decisions";
import { asSecondPerson } from "@/lib/server/people/second-person";
import { decisionDetail, loadDecisions, votesOf } from "@/lib/server/registers/decision-view";
import { decisionWriters } from "@/lib/server/registers/decision-writers";
import { refuseStale } from "@/lib/server/registers/register-edit";

/** Approves a decision or rejects it, as one of those named. The last one needed decides it. */
export const approveDecision = command(
  { name: "approve-decision", allow: "decision:approve", input: operation.input },
  async ({ tx, actor, input, now, program }) => {
    const { decision: key, verdict, comment, version } = input;
    await tx.$queryRaw(
      sql`SELECT "id" FROM "Decision" WHERE "programId" = ${program.id}::uuid AND "key" = ${key} FOR UPDATE`,
    );
    const [row] = await loadDecisions(tx, program.id, key);
    if (!row) throw new Refusal("not-found", `${program.key} has no decision ${key}.`);
    refuseStale(key, row, version);
    const writers = (await decisionWriters(tx, program.id, [key]))(key);
    const isWriter = isOneOf(await asSecondPerson(tx, actor, now), writers.accounts);
    const person = actor.kind === "person" ? { ...actor, isWriter } : null;
    const why = cannotApprove({ ...row, status: row.status as DecisionStatus }, person);
    if (why !== null || person === null)
      throw new Refusal(
        row.status === "open" ? "forbidden" : "conflict",
        why ?? "Only a person approves.",
      );
    const isApproval = verdict === "approve";
    await tx.decisionApproval.create({
      data: {
        decisionId: row.id,
        version: row.version,
        personId: person.id,
        personName: person.name,
        teams: [...person.teams],
        isApproval,
        comment,
        at: now,
      },
    });
    const [after] = await loadDecisions(tx, program.id, key);
    const votes = after ? await votesOf(tx, after, writers) : [];
    const { status, waitsFor } = approvalState(row, votes);
    if (status !== "open") {
      const current = votes.filter(
        (vote) => vote.version === row.version && vote.isApproval === (status === "approved"),
      );
      await tx.decision.update({
        where: { id: row.id },
        data: {
          status,
          outcome: input.outcome ?? row.outcome,
          decidedAt: now,
          decidedByName: [...new Set(current.map(({ name }) => name))].join(", "),
          effectiveAt: status === "approved" ? now : null,
        },
      });
      await tellDecisionMade(
        { tx, now, program },
        row,
        { says: `${key} is ${status}: ${row.title}. ${comment}`.trim(), status },
        person.id,
      );
    } else if (input.outcome)
      await tx.decision.update({ where: { id: row.id }, data: { outcome: input.outcome } });
    return {
      event: {
        subject: { decision: key, version: row.version },
        was: { status: row.status },
        now: { verdict, status, ...(waitsFor.length > 0 ? { waitsFor } : {}) },
        reason: comment === "" ? null : comment,
      },
      result: await decisionDetail(tx, program, actor, key, now),
      announce: [{ kind: "program", program: program.key }],
    };
  },
);
