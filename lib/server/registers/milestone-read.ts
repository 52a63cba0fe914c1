import type { CriterionRefers, CriterionView } from "@/lib/contract/milestones";
import type { ProgramGateView } from "@/lib/contract/program-gates";
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
import { type DecisionState, decisionStates } from "@/lib/server/registers/decision-states";
import { ladderCounts } from "@/lib/server/registers/ladder-counts";
import { readProgramGates } from "@/lib/server/registers/program-gate-view";
import { commentCounts } from "@/lib/server/registers/register-history";
import { originOf, placesOf } from "@/lib/server/registers/register-read";

type Program = {
  readonly id: string;
  readonly key: string;
  readonly legacyName: string;
  readonly targetName: string;
};

/** What all criteria of a program are read from at one moment, read once for all of its milestones. */
export type MilestoneGround = {
  readonly program: Program;
  readonly now: Date;
  readonly gates: readonly ProgramGateView[];
  readonly ground: CriterionGround;
  readonly comments: ReadonlyMap<string, number>;
  /** Rows by kind, state and signature; empty where no criterion counts them. */
  readonly ladder: readonly LadderCount[];
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
  program: Program,
  now: Date,
): Promise<MilestoneGround> => {
  const rules = await tx.criterion.count({
    where: { kind: "rule", milestone: { programId: program.id } },
  });
  const titles = await tx.criterion.findMany({
    where: { kind: "checklist", milestone: { programId: program.id } },
    select: { title: true },
  });
  const isCounted = titles.some(({ title }) => promotionIn(title) !== null);
  const { gates, readRule } = await readProgramGates(tx, program, now, { needsRules: rules > 0 });
  const decisions = await decisionStates(tx, program.id);
  const comments = await commentCounts(tx, program.id, "criterion");
  return {
    program,
    now,
    gates,
    comments,
    ladder: isCounted ? await ladderCounts(tx, program.id) : [],
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

/**
 * What a criterion is read from. One of a checklist that names a step which rows come up by signatures
 * is counted: what a file says of it is told beside the figure and decides nothing.
 */
const questionOf = (row: CriterionRow, { ladder }: MilestoneGround): CriterionQuestion => {
  const refers = refersOf(row);
  const step = refers.kind === "checklist" ? promotionIn(row.title) : null;
  const promotion = step && promotionOf(step, ladder);
  // Where there are no rows to count, as before their trackers came, it is what was said.
  if (promotion && promotion.of > 0) {
    const word = statedWordOf(row) ?? row.stated;
    const by = statedWordOf(row) === null ? row.changedByName : sourceOf(row);
    const said = word === null ? null : `${by} says “${word}”`;
    return { kind: "promotion", promotion, said };
  }
  return refers.kind === "checklist"
    ? {
        kind: "checklist",
        stated: row.stated as "pass" | "fail" | null,
        word: statedWordOf(row),
        by: statedWordOf(row) === null ? row.changedByName : sourceOf(row),
        at: row.changedAt.toISOString(),
      }
    : refers;
};

const linkOf = (
  program: string,
  about: { kind: "gate" | "decision"; key: string } | null,
): string | null => {
  if (about === null) return null;
  const key = encodeURIComponent(about.key);
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
  const reading = readCriterion(questionOf(row, ground), ground.ground);
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
