import type { CriterionRefers, CriterionView } from "@/lib/contract/milestones";
import type { ProgramGateView } from "@/lib/contract/program-gates";
import { documentApprovalIn } from "@/lib/domain/document-approval";
import { place } from "@/lib/domain/finding-book";
import type { CriterionGroup } from "@/lib/domain/milestone-readiness";
import { hasReached } from "@/lib/domain/program-gate-state";
import { type LadderCount, promotionIn, promotionOf } from "@/lib/domain/promotion";
import {
  type CriterionGround,
  type CriterionQuestion,
  namedIn,
  readCriterion,
} from "@/lib/domain/read-criterion";
import type { Transaction } from "@/lib/server/db";
import { type ApprovalReader, approvalReader } from "@/lib/server/registers/criterion-approvals";
import { type DecisionState, decisionStates } from "@/lib/server/registers/decision-states";
import { ladderCounts } from "@/lib/server/registers/ladder-counts";
import { readProgramGates } from "@/lib/server/registers/program-gate-view";
import { commentCounts } from "@/lib/server/registers/register-history";
import { originOf, placesOf } from "@/lib/server/registers/register-read";
import type { ProgramScope } from "@/lib/server/scope";

/** What all criteria of a program are read from at one moment, read once for all of its milestones. */
export type MilestoneGround = {
  readonly program: ProgramScope;
  readonly now: Date;
  readonly gates: readonly ProgramGateView[];
  readonly ground: CriterionGround;
  readonly comments: ReadonlyMap<string, number>;
  /** Rows by kind, state and signature; empty where no criterion counts them. */
  readonly ladder: readonly LadderCount[];
  readonly approvalOf: ApprovalReader;
};

const decided = ({ decidedBy, decidedAt }: DecisionState): string | null => {
  const parts = [
    ...(decidedBy ? [`by ${decidedBy}`] : []),
    ...(decidedAt ? [`on ${decidedAt.slice(0, 10)}`] : []),
  ];
  return parts.length === 0 ? null : parts.join(" ");
};

export const milestoneGround = async (
  tx: Transaction,
  program: ProgramScope,
  now: Date,
): Promise<MilestoneGround> => {
  const rules = await tx.criterion.count({
    where: { kind: "rule", milestone: { programId: program.id } },
  });
  const lines = await tx.criterion.findMany({
    where: { kind: "checklist", milestone: { programId: program.id } },
    select: { title: true, evidence: true },
  });
  const isCounted = lines.some(({ title }) => promotionIn(title) !== null);
  const { gates, readRule } = await readProgramGates(tx, program, now, { needsRules: rules > 0 });
  const decisions = await decisionStates(tx, program.id);
  const comments = await commentCounts(tx, program.id, "criterion");
  return {
    program,
    now,
    gates,
    comments,
    ladder: isCounted ? await ladderCounts(tx, program.id) : [],
    approvalOf: await approvalReader(tx, program, lines),
    ground: {
      gates: new Map(gates.map((gate) => [gate.key, gate])),
      decisions: new Map(
        Object.values(decisions).map((decision) => [
          decision.key,
          {
            key: decision.key,
            title: decision.title,
            status: decision.state,
            owner: decision.owner,
            decided: decided(decision),
          },
        ]),
      ),
      readRule: (rule) => {
        const { state, because, facts } = readRule(rule);
        return { state, because, facts: facts.map(({ says }) => says) };
      },
    },
  };
};

type CriterionRow = {
  readonly key: string;
  readonly position: number;
  readonly title: string;
  readonly kind: string;
  readonly refers: unknown;
  readonly stated: string | null;
  readonly statedWord: string | null;
  readonly evidence: string;
  readonly notes: string;
  readonly owner: string | null;
  readonly dueAt: Date | null;
  readonly group: string;
  readonly origin: unknown;
  readonly version: number;
  readonly changedAt: Date;
  readonly changedByName: string;
};

const refersOf = ({ kind, refers }: CriterionRow): CriterionRefers =>
  kind === "checklist" ? { kind } : ({ ...(refers as object), kind } as CriterionRefers);

/** The word a file had for what is stated, as long as nobody said otherwise here since. */
const statedWordOf = (row: CriterionRow): string | null =>
  (originOf(row.origin).stated?.value ?? null) === row.stated ? row.statedWord : null;

/** The place in a file that states it: `readiness.md, row 17`. */
const sourceOf = ({ origin, changedByName }: CriterionRow): string => {
  const [source] = originOf(origin).stated?.origins ?? [];
  return source
    ? place({ file: source.file, ...(source.row ? { row: source.row } : {}) })
    : changedByName;
};

/** What a file or somebody says of a line, in words; `null` where nobody did. */
const saidOf = (row: CriterionRow): string | null => {
  const word = statedWordOf(row);
  if (word !== null) return `${sourceOf(row)} says “${word}”`;
  if (row.stated === null) return null;
  const means = row.stated === "pass" ? "that it holds" : "that it does not hold";
  return `${row.changedByName} said on ${row.changedAt.toISOString().slice(0, 10)} ${means}`;
};

/**
 * What a criterion is read from. Of a checklist's line, a step which rows come up by signatures is counted
 * and the approval of documents is read from theirs: what is said of it is told and decides neither.
 */
const questionOf = (
  row: CriterionRow,
  { ladder, approvalOf }: MilestoneGround,
): CriterionQuestion => {
  const refers = refersOf(row);
  if (refers.kind !== "checklist") return refers;
  const stated = row.stated as "pass" | "fail" | null;
  const step = promotionIn(row.title);
  const promotion = step && promotionOf(step, ladder);
  // Where there are no rows to count, as before their trackers came, it is what was said.
  if (promotion && promotion.of > 0) return { kind: "promotion", promotion, said: saidOf(row) };
  const approval = approvalOf(row);
  if (approval) return { kind: "approval", ...approval, stated, said: saidOf(row) };
  return {
    kind: "checklist",
    stated,
    word: statedWordOf(row),
    by: statedWordOf(row) === null ? row.changedByName : sourceOf(row),
    at: row.changedAt.toISOString(),
  };
};

/** What of a checklist's line only somebody can say, before its milestone is read. */
export const linesByHand = async (
  tx: Transaction,
  program: ProgramScope,
  row: CriterionRow,
): Promise<string[]> => {
  const step = promotionIn(row.title);
  const ladder = step ? await ladderCounts(tx, program.id) : [];
  if (step && promotionOf(step, ladder).of > 0) return [];
  const approval = documentApprovalIn(row.title, row.evidence);
  return approval ? [...approval.besides] : [row.title];
};

/** What of a line only somebody can say: all of it, or what nothing reads of it; empty where all is read. */
const saidByHand = (row: CriterionRow, question: CriterionQuestion): string[] => {
  if (question.kind === "approval") return [...question.besides];
  return question.kind === "checklist" ? [row.title] : [];
};

const linkOf = (
  program: string,
  about: { kind: "gate" | "decision" | "document"; key: string } | null,
): string | null => {
  if (about === null) return null;
  const key = encodeURIComponent(about.key);
  if (about.kind === "document") return `/programs/${program}/sign-offs/document/${key}`;
  return about.kind === "gate"
    ? `/programs/${program}/gates/program/${key}`
    : `/programs/${program}/decisions/${key}`;
};

const relatedOf = (
  row: CriterionRow,
  about: { kind: string; key: string } | null,
  { ground }: MilestoneGround,
): CriterionView["related"] =>
  namedIn(`${row.title}\n${row.evidence}\n${row.notes}`, ground)
    .filter(({ kind, key }) => kind !== about?.kind || key !== about.key)
    .flatMap(({ kind, key }): CriterionView["related"] => {
      if (kind === "gate") {
        const gate = ground.gates.get(key);
        return gate
          ? [
              {
                kind,
                key,
                title: gate.title,
                state: gate.state,
                holds: hasReached(gate.state, "ready"),
              },
            ]
          : [];
      }
      const decision = ground.decisions.get(key);
      return decision
        ? [
            {
              kind,
              key,
              title: decision.title,
              state: decision.status,
              holds: decision.status === "approved",
            },
          ]
        : [];
    });

/** A stored criterion as it reads now. */
export const criterionView = (
  milestone: string,
  row: CriterionRow,
  ground: MilestoneGround,
): CriterionView => {
  const refers = refersOf(row);
  const question = questionOf(row, ground);
  const reading = readCriterion(question, ground.ground);
  const { program, now } = ground;
  return {
    key: row.key,
    position: row.position,
    title: row.title,
    kind: refers.kind,
    refers,
    group: row.group as CriterionGroup,
    state: reading.state,
    because: reading.because,
    facts: [...reading.facts],
    figure: reading.figure ?? null,
    clauses: (reading.clauses ?? []).map((clause) => ({
      ...clause,
      link:
        clause.kind === "document"
          ? linkOf(program.key, { kind: clause.kind, key: clause.title })
          : null,
    })),
    byHand: saidByHand(row, question),
    link: linkOf(program.key, reading.about),
    related: relatedOf(row, reading.about, ground),
    stated: row.stated as "pass" | "fail" | null,
    statedWord: statedWordOf(row),
    evidence: row.evidence,
    notes: row.notes,
    owner: row.owner ?? reading.owner,
    dueAt: row.dueAt?.toISOString() ?? null,
    isLate: row.dueAt !== null && row.dueAt < now && reading.state !== "pass",
    comments: ground.comments.get(`${milestone}/${row.key}`) ?? 0,
    origin: placesOf(row.origin),
    version: row.version,
    changedAt: row.changedAt.toISOString(),
    changedBy: row.changedByName,
  };
};
