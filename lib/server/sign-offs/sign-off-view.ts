import type { SignOffRow } from "@/lib/contract/sign-offs";
import { missingTeams, objectionToSigning, type SignOffRules } from "@/lib/domain/four-eyes";
import type { Actor } from "@/lib/domain/permissions";
import {
  type BrokenClaim,
  brokenClaims,
  type Claim,
  defaultStaleness,
  type PresentFacts,
  type StalenessPolicy,
} from "@/lib/domain/sign-off-claims";
import { factsOf, type Shown, shownDifference } from "@/lib/domain/sign-off-shown";
import { type MissingNeed, missingForStep, stepsFrom } from "@/lib/domain/sign-off-step";
import type { Transaction } from "@/lib/server/db";
import {
  type SignOffSubject,
  signOffRulesOf,
  unpackShown,
} from "@/lib/server/sign-offs/sign-off-subjects";
import { type SignatureRow, signatureView } from "@/lib/server/sign-offs/signature-view";

type Signature = SignatureRow & {
  readonly claims: unknown;
  readonly shown: Uint8Array;
  readonly personId: string;
};

/** What stands in the register of signatures about some rows. */
export type SignOffRecord = {
  readonly signatures: readonly Signature[];
  readonly returns: readonly {
    subjectKind: string;
    subjectKey: string;
    kind: string;
    byName: string;
    reason: string;
    at: Date;
  }[];
  readonly asks: readonly {
    subjectKind: string;
    subjectKey: string;
    askedById: string;
    at: Date;
    dueAt: Date | null;
  }[];
};

/** What a program asks of signatures and what makes them stale. */
export type SignOffSettings = { readonly rules: SignOffRules; readonly staleness: StalenessPolicy };

export const signOffSettings = async (
  tx: Transaction,
  programId: string,
): Promise<SignOffSettings> => {
  const { signOffRules, stalenessPolicy } = await tx.program.findUniqueOrThrow({
    where: { id: programId },
    select: { signOffRules: true, stalenessPolicy: true },
  });
  const staleness = { ...defaultStaleness, ...(stalenessPolicy as Partial<StalenessPolicy>) };
  return { rules: signOffRulesOf(signOffRules), staleness };
};

/** Signatures, returns and asks about rows; every signature there ever was of them, the newest first. */
export const signOffRecord = async (
  tx: Transaction,
  programId: string,
  keys: readonly string[],
): Promise<SignOffRecord> => {
  const where = { programId, subjectKey: { in: [...keys] } };
  return {
    signatures: await tx.signature.findMany({ where, orderBy: [{ at: "desc" }, { id: "desc" }] }),
    returns: await tx.signOffReturn.findMany({ where: { ...where, settledAt: null } }),
    asks: await tx.signOffAsk.findMany({ where }),
  };
};

/** Teams for which an actor may sign: their own, and those of people whom they stand in for today. */
export const signingTeams = async (
  tx: Transaction,
  programId: string,
  actor: Actor,
  now: Date,
): Promise<{ own: readonly string[]; deputyOf: readonly string[] }> => {
  if (actor.kind !== "person") return { own: [], deputyOf: [] };
  const deputies = await tx.deputy.findMany({
    where: {
      programId,
      deputyId: actor.id,
      endedAt: null,
      fromAt: { lte: now },
      untilAt: { gt: now },
    },
  });
  const absent = await tx.teamMember.findMany({
    where: { personId: { in: deputies.map(({ absentId }) => absentId) } },
    select: { personId: true, team: { select: { key: true } } },
  });
  const deputyOf = deputies.flatMap(({ absentId, team }) =>
    absent
      .filter(
        ({ personId, team: { key } }) => personId === absentId && (team === "" || team === key),
      )
      .map(({ team: { key } }) => key),
  );
  return { own: actor.teams, deputyOf };
};

/** How things are now, as the claims of a signature are held against it. */
const presentOf = (shown: Shown): PresentFacts => ({
  anchors: shown.anchors,
  tests: Object.fromEntries(
    shown.tests.flatMap(({ key, target }) =>
      target ? [[key, target.outcome as PresentFacts["tests"][string]]] : [],
    ),
  ),
  values: shown.values,
  contradictions: shown.contradictions,
  decisions: shown.retirement ? { [shown.retirement.decision]: shown.retirement.state } : {},
});

/** Which claims of a signature do not hold now. */
const brokenBy = (
  signature: Pick<Signature, "claims">,
  shown: Shown,
  staleness: StalenessPolicy,
): BrokenClaim[] => brokenClaims(signature.claims as Claim[], presentOf(shown), staleness);

/** Whether a signature counts: neither withdrawn nor stale. */
export const isStanding = (
  signature: Signature,
  shown: Shown,
  staleness: StalenessPolicy,
): boolean =>
  signature.withdrawnAt === null &&
  signature.staleAt === null &&
  brokenBy(signature, shown, staleness).length === 0;

/** What a row lacks for its next step. */
export const missingFor = (shown: Shown): MissingNeed[] => {
  const step = stepsFrom(shown.state as Parameters<typeof stepsFrom>[0]).find(
    ({ to }) => to === shown.to,
  );
  return step ? missingForStep(factsOf(shown), step) : [];
};

const isAbout =
  ({ row }: SignOffSubject) =>
  (one: { subjectKind: string; subjectKey: string }): boolean =>
    one.subjectKind === row.kind && one.subjectKey === row.key;

/** Why an actor may not sign a row now; `null` where they may. */
export const objectionFor = (
  actor: Actor,
  subject: SignOffSubject,
  record: SignOffRecord,
  deputyOf: readonly string[],
  { rules, staleness }: SignOffSettings,
): string | null => {
  const mine = record.signatures
    .filter(isAbout(subject))
    .filter((signature) => isStanding(signature, subject.shown, staleness));
  const asked = record.asks.filter(isAbout(subject)).map(({ askedById }) => askedById);
  const objection = objectionToSigning(
    actor,
    {
      team: subject.row.team,
      deputyOf,
      authorship: { authors: [], reporters: subject.reporters, askedBy: asked },
    },
    rules,
  );
  if (objection) return objection;
  if (actor.kind === "person" && mine.some(({ personId }) => personId === actor.id)) {
    return "You have signed it already, and it stands.";
  }
  const lacking = missingTeams(
    subject.row.team ?? "",
    mine.map(({ team }) => team),
    rules,
  );
  return lacking.length === 0 ? "It has every signature that it needs." : null;
};

/** A row as its page and the queue show it. */
export const signOffRow = (
  subject: SignOffSubject,
  record: SignOffRecord,
  reader: { readonly actor: Actor; readonly deputyOf: readonly string[] },
  settings: SignOffSettings,
): SignOffRow => {
  const { row, shown, digest } = subject;
  const about = isAbout(subject);
  const signatures = record.signatures.filter(about);
  const broken = (signature: Signature) =>
    signature.withdrawnAt ? [] : brokenBy(signature, shown, settings.staleness);
  const [newest] = signatures.filter(({ withdrawnAt }) => withdrawnAt === null);
  const isStale = newest !== undefined && (newest.staleAt !== null || broken(newest).length > 0);
  const returned = record.returns.find(about);
  const ask = record.asks.find(about);
  const isDone = shown.to === null && !isStale;
  const due = row.batches.map(({ dueAt }) => dueAt).find((dueAt) => dueAt !== null);
  return {
    kind: row.kind,
    key: row.key,
    title: row.title,
    method: row.method,
    path: row.path,
    team: row.team,
    batches: row.batches.map(({ key }) => key),
    wave: row.wave,
    state: shown.state as SignOffRow["state"],
    to: shown.to as SignOffRow["to"],
    missing: missingFor(shown).map(({ need, says }) => ({ need, says })),
    objection: objectionFor(reader.actor, subject, record, reader.deputyOf, settings),
    waits: returned
      ? "returned"
      : isStale
        ? "stale"
        : isDone
          ? "done"
          : ask
            ? "asked"
            : "next-step",
    since: (returned?.at ?? newest?.staleAt ?? ask?.at ?? null)?.toISOString() ?? null,
    dueAt: ask?.dueAt?.toISOString() ?? (due ? new Date(due).toISOString() : null),
    anchors: [...shown.anchors],
    rollbackNote: shown.rollbackNote,
    retirement: shown.retirement && { ...shown.retirement },
    tests: shown.tests.map((test) => ({
      key: test.key,
      role: test.role,
      legacy: test.legacy && { ...test.legacy },
      target: test.target && { ...test.target },
    })),
    signatures: signatures.map((signature) => signatureView(signature, broken(signature))),
    returned: returned
      ? {
          kind: returned.kind as "needs-work" | "rejected",
          by: returned.byName,
          reason: returned.reason,
          at: returned.at.toISOString(),
        }
      : null,
    changed: newest ? shownDifference(unpackShown(newest.shown), shown) : [],
    digest,
  };
};
