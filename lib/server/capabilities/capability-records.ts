import type { CapabilityDetail, CapabilityTest } from "@/lib/contract/capability";
import type { EvidenceSummary } from "@/lib/contract/evidence";
import type { GateRule } from "@/lib/domain/gate-rule";
import { blockerView, openBlockers, placesOf, readReach } from "@/lib/server/blockers/blocker-read";
import { type Database, sql } from "@/lib/server/db";
import { readEvidenceRows, summaryOf } from "@/lib/server/evidence/evidence-view";
import type { StoredGate } from "@/lib/server/gates/gate-board";

type Program = { readonly id: string; readonly key: string };
type Row = {
  readonly kind: string;
  readonly key: string;
  readonly family: string | null;
  readonly switchName: string | null;
};

const evidenceAtMost = 500;

const placesOfRows = (capability: string, rows: readonly Row[]): string[] => [
  ...new Set([
    `capability ${capability}`,
    ...rows.flatMap(({ kind, key, family, switchName }) => [
      `${kind} ${key}`,
      ...(switchName === null ? [] : [`${kind} ${switchName}`]),
      ...(family === null ? [] : [`family ${family}`]),
    ]),
  ]),
];

/** Evidence about a capability, its families or rows, and the reports that its tests stand on; newest first. */
export const capabilityEvidence = async (
  db: Database,
  program: Program,
  capability: string,
  rows: readonly Row[],
  tests: readonly CapabilityTest[],
): Promise<EvidenceSummary[]> => {
  const places = placesOfRows(capability, rows);
  const reports = [
    ...new Set(
      tests.flatMap(({ legacy, target }) => [legacy?.evidence, target?.evidence]).filter(Boolean),
    ),
  ];
  const found = await readEvidenceRows(
    db,
    sql`e."programId" = ${program.id}::uuid AND (e."id" = ANY(${reports}::uuid[]) OR EXISTS (
      SELECT 1 FROM "EvidenceSubject" s WHERE s."evidenceId" = e."id"
        AND s."programId" = ${program.id}::uuid
        AND (s."level" || ' ' || s."key") = ANY(${places}::text[])))`,
    { offset: 0, limit: evidenceAtMost },
  );
  return found.map(summaryOf);
};

/** Open blockers that hold a capability or any of its rows. */
export const capabilityBlockers = async (
  db: Database,
  program: Program,
  capability: string,
  rows: readonly Row[],
): Promise<CapabilityDetail["blockers"]> => {
  const open = await openBlockers(db, program.id);
  if (open.length === 0) return [];
  const reachOf = await readReach(db, program.id);
  const own = new Set(rows.map(({ kind, key }) => `${kind} ${key}`));
  return open
    .filter(({ holds }) => {
      const places = placesOf(holds);
      return (
        places.some(({ level, key }) => level === "capability" && key === capability) ||
        reachOf(places).rows.some(({ kind, key }) => own.has(`${kind} ${key}`))
      );
    })
    .map((blocker) => blockerView(program.key, blocker, reachOf));
};

const decisionsIn = (rule: GateRule): string[] => {
  if (rule.kind === "check") {
    return rule.check === "decision" ? [String(rule.with.decision ?? "")] : [];
  }
  return [...rule.expression.matchAll(/decisions\s*\[\s*["']([^"']{1,100})["']\s*\]/g)].map(
    ([, key]) => key ?? "",
  );
};

/** Decisions of the register that gates name, each with the gates that do. */
export const requiredDecisions = async (
  db: Database,
  programId: string,
  gates: readonly StoredGate[],
): Promise<CapabilityDetail["decisions"]> => {
  const namedBy = new Map<string, string[]>();
  for (const gate of gates) {
    for (const key of decisionsIn(gate.rule)) {
      namedBy.set(key, [...(namedBy.get(key) ?? []), gate.key]);
    }
  }
  if (namedBy.size === 0) return [];
  const rows = await db.decision.findMany({
    where: { programId, key: { in: [...namedBy.keys()] } },
    orderBy: { position: "asc" },
  });
  return rows.map(({ key, title, status, owner, decidedAt, decidedByName }) => ({
    key,
    title,
    status,
    owner,
    decidedAt: decidedAt?.toISOString() ?? null,
    decidedBy: decidedByName,
    gates: [...new Set(namedBy.get(key) ?? [])],
  }));
};
