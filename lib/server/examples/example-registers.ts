import { defaultPolicy } from "@/lib/domain/environment-policy";
import type { Json, Transaction } from "@/lib/server/db";
import type { ExampleMoment } from "@/lib/server/examples/example-moment";
import { writeQualityGates } from "@/lib/server/gates/quality-gate-write";
import type { ExampleMilestone, ExampleRecord } from "@/prisma/examples/example-record";

const writeGates = async (
  tx: Transaction,
  { programGates = [], qualityGates = [], required = {} }: ExampleRecord,
  moment: ExampleMoment,
): Promise<void> => {
  const { programId, dateIn, stamp } = moment;
  await tx.programGate.createMany({
    data: programGates.map(({ due, subGates = [], ...gate }, position) => ({
      ...gate,
      programId,
      position,
      dueAt: due === undefined ? null : dateIn(due),
      subGates: subGates as readonly object[] as Json,
      ...stamp,
    })),
  });
  const { changedAt: now, changedByName: by } = stamp;
  await writeQualityGates(tx, programId, qualityGates, { by, now });
  for (const [key, gates] of Object.entries(required)) {
    const { id, isProtected } = moment.environment(key);
    await tx.environment.update({
      where: { id },
      data: { policy: { ...defaultPolicy(isProtected), gates } as object as Json },
    });
  }
};

const writeMilestone = async (
  tx: Transaction,
  { criteria, target, decided: _, ...milestone }: ExampleMilestone,
  position: number,
  { programId, dateIn, stamp }: ExampleMoment,
): Promise<void> => {
  const { id } = await tx.milestone.create({
    data: {
      ...milestone,
      programId,
      position,
      targetAt: dateIn(target),
    },
    select: { id: true },
  });
  await tx.criterion.createMany({
    data: criteria.map(({ refers, due, stated, ...criterion }, at) => ({
      ...criterion,
      milestoneId: id,
      position: at,
      kind: refers.kind,
      refers: (refers.kind === "gate" ? { atLeast: "ready", ...refers } : refers) as object as Json,
      stated: stated ?? null,
      dueAt: due === undefined ? null : dateIn(due),
      ...stamp,
    })),
  });
};

const writeDecisions = async (
  tx: Transaction,
  { decisions = [] }: ExampleRecord,
  { programId, dateIn, stamp }: ExampleMoment,
): Promise<void> => {
  await tx.decision.createMany({
    data: decisions.map(({ options, target, approvers = [], decided, ...decision }, position) => ({
      ...decision,
      programId,
      position,
      options: options.map((option, at) => ({ key: String.fromCharCode(65 + at), ...option })),
      targetAt: dateIn(target),
      approvers: [...approvers],
      decidedAt: decided ? dateIn(-decided.ago) : null,
      decidedByName: decided?.by ?? null,
      effectiveAt: decided ? dateIn(-decided.ago) : null,
      ...stamp,
    })),
  });
};

const writeBlockers = async (
  tx: Transaction,
  { blockers = [] }: ExampleRecord,
  { programId, dateIn }: ExampleMoment,
): Promise<void> => {
  await tx.blocker.createMany({
    data: blockers.map(({ holds, ago, by, source = "person", resolved, ...blocker }, at) => ({
      ...blocker,
      programId,
      number: at + 1,
      holds: holds as readonly object[] as Json,
      since: dateIn(-ago),
      byName: by,
      source,
      sourceKey: source === "ci" ? `example ${blocker.text}` : null,
      resolvedAt: resolved ? dateIn(-resolved.ago) : null,
      resolvedByName: resolved?.by ?? null,
      resolution: resolved?.resolution ?? null,
    })),
  });
};

const writeWords = async (
  tx: Transaction,
  { waivers = [], comments = [], readings = [] }: ExampleRecord,
  { programId, dateIn, person, environment }: ExampleMoment,
): Promise<void> => {
  await tx.waiver.createMany({
    data: waivers.map(({ environment: key, askedAgo, until, askedBy, agreedBy, ...waiver }) => ({
      ...waiver,
      programId,
      environmentId: environment(key).id,
      until: dateIn(until),
      state: "active",
      askedById: person(askedBy).id,
      askedByName: person(askedBy).name,
      askedAt: dateIn(-askedAgo),
      decidedById: person(agreedBy).id,
      decidedByName: person(agreedBy).name,
      decidedAt: dateIn(-askedAgo + 0.2),
      decidedBecause: "Known and bounded.",
    })),
  });
  await tx.comment.createMany({
    data: comments.map(({ on, key, text, by, ago }) => ({
      programId,
      subjectKind: on,
      subjectKey: key,
      text,
      byId: person(by).id,
      byName: person(by).name,
      at: dateIn(-ago),
    })),
  });
  await tx.gateReading.createMany({
    data: readings.map(({ environment: key, ago, ...reading }) => ({
      ...reading,
      programId,
      environmentId: environment(key).id,
      at: dateIn(-ago),
    })),
  });
};

/** Writes what an example's program decides by: gates, milestones, decisions, blockers, and what was said of them. */
export const writeExampleRegisters = async (
  tx: Transaction,
  record: ExampleRecord,
  moment: ExampleMoment,
): Promise<void> => {
  await writeGates(tx, record, moment);
  for (const [position, milestone] of (record.milestones ?? []).entries()) {
    await writeMilestone(tx, milestone, position, moment);
  }
  await writeDecisions(tx, record, moment);
  await writeBlockers(tx, record, moment);
  await writeWords(tx, record, moment);
};
