import type { GateRuleInput } from "@/lib/contract/gates";
import type { ProgramGateView } from "@/lib/contract/program-gates";
import {
  approvedState,
  type GateApproval,
  heldState,
  type ProgramGateState,
} from "@/lib/domain/program-gate-state";
import type { Transaction } from "@/lib/server/db";
import { noRules, programRuleReader, type RuleReader } from "@/lib/server/gates/program-rules";
import { gateApprovals } from "@/lib/server/registers/gate-approvals";
import { commentCounts } from "@/lib/server/registers/register-history";
import { placesOf } from "@/lib/server/registers/register-read";

type Program = {
  readonly id: string;
  readonly key: string;
  readonly legacyName: string;
  readonly targetName: string;
};

type GateRow = {
  readonly key: string;
  readonly position: number;
  readonly title: string;
  readonly state: string;
  readonly evidence: string;
  readonly owner: string | null;
  readonly dueAt: Date | null;
  readonly rule: unknown;
  readonly subGates: unknown;
  readonly origin: unknown;
  readonly version: number;
  readonly changedAt: Date;
  readonly changedByName: string;
};

/** A stored gate as it counts: its state held down to what its rule reads. */
const programGateView = (
  row: GateRow,
  {
    readRule,
    comments,
    approval,
    now,
  }: {
    readonly readRule: RuleReader;
    readonly comments: number;
    readonly approval: GateApproval | null;
    readonly now: Date;
  },
): ProgramGateView => {
  const stated = row.state as ProgramGateState;
  const rule = (row.rule as GateRuleInput | null) ?? null;
  const reading = rule === null ? null : readRule(rule);
  const { state, because } = heldState(approvedState(stated, approval), reading);
  return {
    key: row.key,
    position: row.position,
    title: row.title,
    state,
    stated,
    heldBecause: because,
    approval: approval && { isSigned: approval.isSigned, says: approval.says },
    evidence: row.evidence,
    owner: row.owner,
    dueAt: row.dueAt?.toISOString() ?? null,
    isLate: row.dueAt !== null && row.dueAt < now && state !== "complete",
    rule,
    reading: reading && { state: reading.state, because: reading.because },
    subGates: row.subGates as ProgramGateView["subGates"],
    comments,
    origin: placesOf(row.origin),
    version: row.version,
    changedAt: row.changedAt.toISOString(),
    changedBy: row.changedByName,
  };
};

/** The program's gates in order, and what reads rules over the program where any of these has one or `more` asks for it. */
export const readProgramGates = async (
  tx: Transaction,
  program: Program,
  now: Date,
  more: { readonly needsRules: boolean } = { needsRules: false },
): Promise<{ gates: ProgramGateView[]; readRule: RuleReader }> => {
  const rows = await tx.programGate.findMany({
    where: { programId: program.id },
    orderBy: [{ position: "asc" }, { key: "asc" }],
  });
  const needsRules = more.needsRules || rows.some(({ rule }) => rule !== null);
  const readRule = needsRules ? await programRuleReader(tx, program, now) : noRules;
  const comments = await commentCounts(tx, program.id, "program-gate");
  const approvals = await gateApprovals(tx, program.id);
  return {
    gates: rows.map((row) =>
      programGateView(row, {
        readRule,
        comments: comments.get(row.key) ?? 0,
        approval: approvals.get(row.key) ?? null,
        now,
      }),
    ),
    readRule,
  };
};
