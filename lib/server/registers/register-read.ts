import type { KnownEntry, RegisterField, RegisterValue } from "@/lib/domain/registers";
import type { Transaction } from "@/lib/server/db";

/** What a file last said of each field, as it is stored. */
export type StoredOrigin = Readonly<Record<string, RegisterField>>;

const isField = (value: unknown): value is RegisterField =>
  typeof value === "object" && value !== null && Array.isArray(Reflect.get(value, "origins"));

/** A stored origin; what was written in another form says nothing of any field. */
export const originOf = (stored: unknown): StoredOrigin =>
  typeof stored === "object" && stored !== null && !Array.isArray(stored)
    ? Object.fromEntries(Object.entries(stored).filter(([, value]) => isField(value)))
    : {};

/** By field, the places that state it. */
export const placesOf = (
  stored: unknown,
): Record<string, { file: string; row?: number; column?: string }[]> =>
  Object.fromEntries(
    Object.entries(originOf(stored)).map(([field, { origins }]) => [
      field,
      origins.map((origin) => ({ ...origin })),
    ]),
  );

const day = (at: Date | null): string | null => at?.toISOString().slice(0, 10) ?? null;

type Part = Readonly<Record<string, unknown>>;

/** The sub-gates of a stored gate, as they are listed; their states are people's and no file's. */
const listedParts = (parts: unknown): RegisterValue =>
  (parts as Part[]).map(({ key, title }) => ({ key, title }));

/** A program's registers as imports compare them. */
const readKnownEntries = async (tx: Transaction, programId: string): Promise<KnownEntry[]> => {
  const where = { programId };
  const gates = await tx.programGate.findMany({ where });
  const milestones = await tx.milestone.findMany({ where, include: { criteria: true } });
  const decisions = await tx.decision.findMany({ where });
  const budgets = await tx.budget.findMany({ where });
  const weeks = await tx.scheduleWeek.findMany({ where });
  const guide = await tx.reviewGuide.findUnique({ where });
  return [
    ...gates.map(
      (row): KnownEntry => ({
        kind: "program-gate",
        key: row.key,
        values: {
          title: row.title,
          state: row.state,
          evidence: row.evidence,
          owner: row.owner,
          dueAt: day(row.dueAt),
          subGates: listedParts(row.subGates),
        },
        origin: originOf(row.origin),
      }),
    ),
    ...milestones.flatMap((row): KnownEntry[] => [
      {
        kind: "milestone",
        key: row.key,
        values: { title: row.title, description: row.description, targetAt: day(row.targetAt) },
        origin: originOf(row.origin),
      },
      ...row.criteria.map(
        (criterion): KnownEntry => ({
          kind: "criterion",
          key: `${row.key}/${criterion.key}`,
          values: {
            title: criterion.title,
            stated: criterion.stated,
            statedWord: criterion.statedWord,
            evidence: criterion.evidence,
            notes: criterion.notes,
            owner: criterion.owner,
            dueAt: day(criterion.dueAt),
          },
          origin: originOf(criterion.origin),
        }),
      ),
    ]),
    ...decisions.map(
      (row): KnownEntry => ({
        kind: "decision",
        key: row.key,
        values: {
          title: row.title,
          status: row.status,
          outcome: row.outcome,
          owner: row.owner,
          targetAt: day(row.targetAt),
          evidence: row.evidence,
          recommendation: row.recommendation,
          impact: row.impact,
          notes: row.notes,
          decidedByName: row.decidedByName,
          decidedAt: day(row.decidedAt),
          effectiveAt: day(row.effectiveAt),
          options: row.options as unknown as RegisterValue,
        },
        origin: originOf(row.origin),
      }),
    ),
    ...budgets.map(
      (row): KnownEntry => ({
        kind: "budget",
        key: row.key,
        values: {
          surface: row.surface,
          threshold: row.threshold,
          owner: row.owner,
          statedState: row.statedState,
        },
        origin: originOf(row.origin),
      }),
    ),
    ...weeks.map(
      (row): KnownEntry => ({
        kind: "schedule-week",
        key: row.startsAt.toISOString().slice(0, 10),
        values: { scopes: row.scopes.join(", "), notes: row.notes, goals: row.goals },
        origin: originOf(row.origin),
      }),
    ),
    ...(guide
      ? [
          {
            kind: "review-guide" as const,
            key: "weekly-review",
            values: {
              checklist: guide.checklist as unknown as RegisterValue,
              cautions: guide.cautions as unknown as RegisterValue,
            },
            origin: originOf(guide.origin),
          },
        ]
      : []),
  ];
};

/** A file is no door around the approvals that changing criteria takes: architecture of issue 4, "Gates". */
const heldBecause =
  "It is kept: where an environment is protected, what a budget asks for is changed by request and not by a file.";

/** What an import's plan for the registers is made on. */
export const registerGround = async (
  tx: Transaction,
  programId: string,
): Promise<{ registers: KnownEntry[]; held: ReadonlyMap<string, string> }> => {
  const guarded = await tx.environment.count({ where: { programId, isProtected: true } });
  return {
    registers: await readKnownEntries(tx, programId),
    held: new Map(guarded > 0 ? [["budget.threshold", heldBecause]] : []),
  };
};
