import { gunzipSync, gzipSync } from "node:zlib";
import type { GoNoGoBoard } from "@/lib/contract/go-no-go";
import type { MilestoneDetail } from "@/lib/contract/milestones";
import { canonicalJson } from "@/lib/domain/canonical-json";
import type { RoomVote } from "@/lib/domain/go-no-go";
import { Refusal } from "@/lib/domain/refusal";
import { sha256 } from "@/lib/server/audit";
import type { Transaction } from "@/lib/server/db";
import type { MilestoneGround } from "@/lib/server/registers/milestone-read";
import type { ProgramScope } from "@/lib/server/scope";

type RoomRow = {
  readonly id: string;
  readonly number: number;
  readonly openedAt: Date;
  readonly openedByName: string;
};

const votesOf = async (tx: Transaction, roomId: string): Promise<GoNoGoBoard["votes"]> => {
  const rows = await tx.vote.findMany({
    where: { goNoGoId: roomId },
    orderBy: [{ at: "asc" }, { personId: "asc" }],
  });
  const people = await tx.person.findMany({
    where: { id: { in: rows.map(({ personId }) => personId) } },
    select: { id: true, handle: true },
  });
  const handles = new Map(people.map(({ id, handle }) => [id, handle]));
  return rows.map((row) => ({
    handle: handles.get(row.personId) ?? "",
    name: row.personName,
    vote: row.vote as RoomVote,
    reason: row.reason,
    at: row.at.toISOString(),
  }));
};

/** What people said of the milestone and of its criteria, oldest first. */
const commentsOf = async (
  tx: Transaction,
  programId: string,
  { milestone, criteria }: MilestoneDetail,
): Promise<GoNoGoBoard["comments"]> => {
  const titles = new Map(criteria.map(({ key, title }) => [`${milestone.key}/${key}`, title]));
  const rows = await tx.comment.findMany({
    where: {
      programId,
      OR: [
        { subjectKind: "milestone", subjectKey: milestone.key },
        { subjectKind: "criterion", subjectKey: { in: [...titles.keys()] } },
      ],
    },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => ({
    on: titles.get(row.subjectKey) ?? row.subjectKey,
    by: row.byName,
    at: row.at.toISOString(),
    text: row.text,
  }));
};

/** Everything that an open room shows now. It holds no time of its own: the same facts are the same board. */
export const openBoard = async (
  tx: Transaction,
  program: ProgramScope,
  detail: MilestoneDetail & { readonly ground: MilestoneGround },
  room: RoomRow,
): Promise<GoNoGoBoard> => {
  const { milestone, criteria, ground } = detail;
  const environments = await tx.environment.findMany({
    where: { programId: program.id },
    orderBy: [{ position: "asc" }, { key: "asc" }],
    select: { key: true, name: true, isProtected: true, version: true },
  });
  return {
    format: 1,
    program: {
      key: program.key,
      name: program.name,
      legacy: program.legacyName,
      target: program.targetName,
    },
    milestone: {
      key: milestone.key,
      title: milestone.title,
      description: milestone.description,
      targetAt: milestone.targetAt,
      state: milestone.state,
      stateBecause: milestone.stateBecause,
    },
    room: {
      number: room.number,
      openedAt: room.openedAt.toISOString(),
      openedBy: room.openedByName,
    },
    readiness: milestone.readiness,
    criteria: criteria.map((criterion) => ({
      key: criterion.key,
      title: criterion.title,
      kind: criterion.kind,
      group: criterion.group,
      state: criterion.state,
      because: criterion.because,
      facts: criterion.facts,
      evidence: criterion.evidence,
      notes: criterion.notes,
      owner: criterion.owner,
      dueAt: criterion.dueAt,
      version: criterion.version,
    })),
    gates: ground.gates.map((gate) => ({
      key: gate.key,
      title: gate.title,
      state: gate.state,
      heldBecause: gate.heldBecause,
      owner: gate.owner,
      dueAt: gate.dueAt,
      evidence: gate.evidence,
    })),
    votes: await votesOf(tx, room.id),
    comments: await commentsOf(tx, program.id, detail),
    environments,
    decided: null,
  };
};

/** A board as it is named: SHA-256 of its canonical JSON. */
export const boardDigest = (board: GoNoGoBoard): string => sha256(canonicalJson(board));

/** A board as it is kept: its canonical JSON compressed, and that text's SHA-256. */
export const freezeBoard = (
  board: GoNoGoBoard,
): { board: Uint8Array<ArrayBuffer>; boardDigest: string } => {
  const text = canonicalJson(board);
  return { board: new Uint8Array(gzipSync(text, { level: 9 })), boardDigest: sha256(text) };
};

/** A kept board exactly as it was, and whether its text is still the one that its digest names. */
export const thawBoard = (
  kept: Uint8Array | null,
  digest: string | null,
): { readonly board: GoNoGoBoard; readonly isIntact: boolean } => {
  try {
    const text = gunzipSync(kept ?? new Uint8Array()).toString("utf8");
    return { board: JSON.parse(text) as GoNoGoBoard, isIntact: sha256(text) === digest };
  } catch {
    throw new Refusal(
      "conflict",
      "The board that was frozen with this decision cannot be read any more. The audit log holds its digest.",
    );
  }
};
