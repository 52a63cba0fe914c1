import { randomUUID } from "node:crypto";
import { appendAudit } from "@/lib/server/audit";
import type { Json, Transaction } from "@/lib/server/db";
import type { ExampleMoment } from "@/lib/server/examples/example-moment";
import type { ProgramScope } from "@/lib/server/scope";
import { brokenSignatures, standingAfter } from "@/lib/server/sign-offs/staleness";
import { markStale } from "@/lib/server/sign-offs/staleness-write";
import type { ExampleSigning } from "@/prisma/examples/example-record";

/** Far more than an example has. */
const most = 1_000;

/** Marks what was signed of an example and holds no more, with the event that such a mark is. */
const markBroken = async (tx: Transaction, program: ProgramScope, now: Date): Promise<void> => {
  const standing = await standingAfter(tx, program.id, null, most);
  const marked = await markStale(
    tx,
    program.id,
    await brokenSignatures(tx, program, now, standing),
    now,
  );
  if (marked.length === 0) return;
  await appendAudit(tx, {
    chain: program.id,
    at: now,
    actor: { kind: "system", name: "signatures" },
    action: "record-staleness",
    permission: "installation:manage",
    subject: { program: program.key, signatures: marked.length },
    after: marked.map(({ id, because, ...named }) => ({ signature: id, ...named, because })),
    reason: "What was signed holds no more.",
    outcome: "accepted",
    requestId: randomUUID(),
  });
};

/** What became of an example's signatures: rows that moved, who stands in for whom, what is asked and sent back. */
export const writeExampleSigning = async (
  tx: Transaction,
  program: ProgramScope,
  { moved = [], documents = [], deputies = [], asks = [], returns = [] }: ExampleSigning,
  { now, dateIn, person, stamp }: ExampleMoment,
): Promise<void> => {
  const programId = program.id;
  const keys = [...moved, ...asks, ...returns].map(({ key }) => key);
  const rows = await tx.item.findMany({
    where: { programId, key: { in: keys } },
    select: {
      id: true,
      key: true,
      kind: true,
      attributes: true,
      team: { select: { key: true } },
    },
  });
  const rowOf = (key: string) => {
    const found = rows.find((row) => row.key === key);
    if (!found) throw new Error(`The example has no row ${key}.`);
    return found;
  };
  // Where sign-in is somebody else's there are no example people, and nobody to ask or to stand in.
  const people = new Set(
    (await tx.person.findMany({ where: { isExample: true }, select: { handle: true } })).map(
      ({ handle }) => handle,
    ),
  );
  const isThere = ({ by }: { readonly by: string }): boolean => people.has(by);
  for (const { key, anchor } of moved) {
    const row = rowOf(key);
    const attributes = { ...(row.attributes as object), source_ref: anchor };
    await tx.item.update({
      where: { id: row.id },
      data: { attributes: attributes as Json, updatedAt: now },
    });
  }
  if (moved.length > 0 || documents.length > 0) await markBroken(tx, program, now);
  await tx.deputy.createMany({
    data: (people.size > 0 ? deputies : []).map(({ absent, deputy, from, until, reason }) => ({
      programId,
      absentId: person(absent).id,
      deputyId: person(deputy).id,
      fromAt: dateIn(from),
      untilAt: dateIn(until),
      reason,
      createdByName: person(absent).name,
      createdAt: stamp.changedAt,
    })),
  });
  await tx.signOffAsk.createMany({
    data: asks.filter(isThere).map(({ key, by, ago, due }) => ({
      programId,
      subjectKind: rowOf(key).kind,
      subjectKey: key,
      askedById: person(by).id,
      askedByName: person(by).name,
      team: rowOf(key).team?.key ?? "",
      at: dateIn(-ago),
      dueAt: dateIn(due),
    })),
  });
  await tx.signOffReturn.createMany({
    data: returns.filter(isThere).map(({ key, kind, by, ago, reason }) => ({
      programId,
      subjectKind: rowOf(key).kind,
      subjectKey: key,
      kind,
      reason,
      toWhom: rowOf(key).team?.key ?? "",
      byId: person(by).id,
      byName: person(by).name,
      at: dateIn(-ago),
    })),
  });
};
