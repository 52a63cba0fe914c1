import type { DecisionStatus } from "@/lib/domain/decision-approval";
import type { Transaction } from "@/lib/server/db";

export type DecisionState = {
  readonly key: string;
  readonly title: string;
  readonly state: DecisionStatus;
  readonly owner: string | null;
  readonly targetAt: string | null;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
};

/** By key, how every decision of a program stands: `decisions["D-007"].state`. */
export const decisionStates = async (
  tx: Transaction,
  programId: string,
): Promise<Readonly<Record<string, DecisionState>>> => {
  const rows = await tx.decision.findMany({
    where: { programId },
    orderBy: [{ position: "asc" }, { key: "asc" }],
    select: {
      key: true,
      title: true,
      status: true,
      owner: true,
      targetAt: true,
      decidedAt: true,
      decidedByName: true,
    },
  });
  return Object.fromEntries(
    rows.map((row) => [
      row.key,
      {
        key: row.key,
        title: row.title,
        state: row.status as DecisionStatus,
        owner: row.owner,
        targetAt: row.targetAt?.toISOString() ?? null,
        decidedAt: row.decidedAt?.toISOString() ?? null,
        decidedBy: row.decidedByName,
      },
    ]),
  );
};
