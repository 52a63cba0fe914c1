import type { CapabilityDetail } from "@/lib/contract/capability";
import type { Actor } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { capabilityHistory } from "@/lib/server/capabilities/capability-history";
import { capabilityPlaces } from "@/lib/server/capabilities/capability-places";
import {
  capabilityBlockers,
  capabilityEvidence,
  requiredDecisions,
} from "@/lib/server/capabilities/capability-records";
import { capabilityRows, capabilityTests } from "@/lib/server/capabilities/capability-rows";
import type { Database } from "@/lib/server/db";
import { readBoard } from "@/lib/server/gates/gate-board";
import { waiverView } from "@/lib/server/gates/gate-view";
import { accountsBehind } from "@/lib/server/people/second-person";
import type { ProgramScope } from "@/lib/server/scope";

const rowsAtMost = 2000;

const waiversOf = async (
  db: Database,
  programId: string,
  capability: string,
  actor: Actor,
  now: Date,
): Promise<CapabilityDetail["waivers"]> => {
  const rows = await db.waiver.findMany({
    where: { programId, capability },
    include: { environment: { select: { key: true } } },
    orderBy: { askedAt: "desc" },
    take: 500,
  });
  const accounts = await accountsBehind(db, actor);
  return rows.map((row) => waiverView(row, row.environment?.key ?? null, accounts, now));
};

const counted = (values: readonly string[]): { value: string; count: number }[] => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((one, other) => other.count - one.count);
};

/** Everything known of a capability: its page, and what its evidence packets are made from. */
export const capabilityDetail = async (
  db: Database,
  program: ProgramScope,
  key: string,
  actor: Actor,
  now: Date,
): Promise<CapabilityDetail> => {
  const capability = await db.capability.findUnique({
    where: { programId_key: { programId: program.id, key } },
  });
  if (!capability) {
    throw new Refusal("not-found", `The program ${program.key} has no capability "${key}".`);
  }
  const rows = await capabilityRows(db, capability.id);
  const tests = await capabilityTests(db, program.id, capability.id);
  const board = await readBoard(db, program, now);
  const routes = rows.filter(({ kind }) => kind === "route").length;
  const workers = rows.filter(({ kind }) => kind === "worker").length;
  return {
    program: program.key,
    key,
    name: capability.name,
    description: capability.description,
    readAt: now.toISOString(),
    owners: { legacy: program.legacyName, target: program.targetName },
    routes,
    workers,
    teams: counted(rows.flatMap(({ team }) => (team === null ? [] : [team]))).map(
      ({ value }) => value,
    ),
    items: rows.slice(0, rowsAtMost).map(({ id: _, switchName: __, ...item }) => item),
    itemTotal: rows.length,
    verifications: counted(rows.map(({ verification }) => verification)),
    tests: tests.slice(0, rowsAtMost),
    places: await capabilityPlaces(db, program, board, key, rows, now),
    evidence: await capabilityEvidence(db, program, key, rows, tests),
    waivers: await waiversOf(db, program.id, key, actor, now),
    blockers: await capabilityBlockers(db, program, key, rows),
    decisions: await requiredDecisions(db, program.id, board.gates),
    history: await capabilityHistory(db, program.id, key, rows),
  };
};
