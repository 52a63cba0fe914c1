import type { ReviewSessionLine, ReviewSessionView } from "@/lib/contract/review-sessions";
import { Refusal } from "@/lib/domain/refusal";
import { dayOf, readGuide } from "@/lib/server/batches/batch-view";
import type { Transaction } from "@/lib/server/db";

type RowName = { readonly kind: string; readonly key: string };
type Step = {
  readonly says: string;
  readonly doneBy: string | null;
  readonly doneAt: string | null;
};
type Skipped = RowName & { readonly by: string };
type RowOutcome = ReviewSessionView["rows"][number];

/** A review session as it is stored, its lists as they were written. */
export type StoredSession = {
  readonly id: string;
  readonly batch: string | null;
  readonly weekOf: Date | null;
  readonly startedByName: string;
  readonly startedAt: Date;
  readonly finishedByName: string | null;
  readonly finishedAt: Date | null;
  readonly attendees: string[];
  readonly steps: unknown;
  readonly rows: unknown;
  readonly skipped: unknown;
  readonly outcome: unknown;
};

export const stepsOf = ({ steps }: StoredSession): Step[] => steps as Step[];
export const rowsOf = ({ rows }: StoredSession): RowName[] => rows as RowName[];
export const skippedOf = ({ skipped }: StoredSession): Skipped[] => skipped as Skipped[];

const nameOf = ({ kind, key }: RowName): string => `${kind}:${key}`;

/** A session by its id; refused where there is none. */
export const findSession = async (
  tx: Transaction,
  programId: string,
  id: string,
): Promise<StoredSession> => {
  const session = await tx.reviewSession.findFirst({ where: { id, programId } });
  if (!session) throw new Refusal("not-found", "There is no such review session.");
  return session;
};

/** What came of each row since a session began: signatures and returns as they stand, whoever made them. */
const outcomesOf = async (
  tx: Transaction,
  programId: string,
  session: StoredSession,
): Promise<RowOutcome[]> => {
  const rows = rowsOf(session);
  const subjectKey = { in: rows.map(({ key }) => key) };
  const at = { gte: session.startedAt };
  const signed = await tx.signature.findMany({
    where: { programId, subjectKey, at, withdrawnAt: null },
    orderBy: { at: "asc" },
    select: { subjectKind: true, subjectKey: true, personName: true },
  });
  const returned = await tx.signOffReturn.findMany({
    where: { programId, subjectKey, at, settledAt: null },
    orderBy: { at: "asc" },
    select: { subjectKind: true, subjectKey: true, byName: true },
  });
  const bySubject = (kind: string, key: string): string => nameOf({ kind, key });
  const signers = new Map(
    signed.map((one) => [bySubject(one.subjectKind, one.subjectKey), one.personName]),
  );
  const returners = new Map(
    returned.map((one) => [bySubject(one.subjectKind, one.subjectKey), one.byName]),
  );
  const skippers = new Map(skippedOf(session).map((row) => [nameOf(row), row.by]));
  return rows.map(({ kind, key }) => {
    const name = nameOf({ kind, key });
    const found = [
      ["returned", returners.get(name)],
      ["signed", signers.get(name)],
      ["skipped", skippers.get(name)],
    ] as const;
    const [outcome, by] = found.find(([, who]) => who !== undefined) ?? ["open" as const, null];
    return { kind, key, outcome, by: by ?? null };
  });
};

const countsOf = (rows: readonly RowOutcome[]): ReviewSessionView["counts"] => {
  const count = (outcome: RowOutcome["outcome"]): number =>
    rows.filter((row) => row.outcome === outcome).length;
  return {
    signed: count("signed"),
    returned: count("returned"),
    skipped: count("skipped"),
    open: count("open"),
  };
};

/** A review session as its page shows it; one that ended as it was when it ended. */
export const reviewSessionView = async (
  tx: Transaction,
  programId: string,
  session: StoredSession,
): Promise<ReviewSessionView> => {
  const rows =
    session.finishedAt === null
      ? await outcomesOf(tx, programId, session)
      : (session.outcome as RowOutcome[]);
  const { cautions } = await readGuide(tx, programId);
  return {
    id: session.id,
    batch: session.batch,
    weekOf: session.weekOf && dayOf(session.weekOf),
    startedBy: session.startedByName,
    startedAt: session.startedAt.toISOString(),
    finishedBy: session.finishedByName,
    finishedAt: session.finishedAt?.toISOString() ?? null,
    attendees: [...session.attendees],
    steps: stepsOf(session).map((step) => ({ ...step })),
    cautions,
    rows,
    counts: countsOf(rows),
  };
};

/** A session as a line of a list. */
export const reviewSessionLine = (session: StoredSession): ReviewSessionLine => ({
  id: session.id,
  batch: session.batch,
  weekOf: session.weekOf && dayOf(session.weekOf),
  startedBy: session.startedByName,
  startedAt: session.startedAt.toISOString(),
  finishedAt: session.finishedAt?.toISOString() ?? null,
  attendees: [...session.attendees],
  rows: rowsOf(session).length,
  counts: session.finishedAt === null ? null : countsOf(session.outcome as RowOutcome[]),
});
