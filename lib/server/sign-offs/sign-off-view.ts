import type { SignOffRow } from "@/lib/contract/sign-offs";
import { missingTeams, objectionToSigning, signsFor } from "@/lib/domain/four-eyes";
import type { Actor } from "@/lib/domain/permissions";
import { factsOf, type Shown, shownDifference } from "@/lib/domain/sign-off-shown";
import {
  type MissingNeed,
  missingForStep,
  signOffSteps,
  stepsFrom,
} from "@/lib/domain/sign-off-step";
import {
  rulesFor,
  type SignOffSubject,
  unpackShown,
} from "@/lib/server/sign-offs/sign-off-subjects";
import {
  brokenBy,
  isAbout,
  isStanding,
  type SignOffRecord,
  type SignOffSettings,
} from "@/lib/server/sign-offs/signature-standing";
import { signatureView } from "@/lib/server/sign-offs/signature-view";
import { signingName } from "@/lib/server/sign-offs/signing-name";
import type { SigningTeams } from "@/lib/server/sign-offs/signing-teams";
import { standingOf } from "@/lib/server/sign-offs/standing-signatures";

/** What a row lacks for its next step; at the end of the ladder, for the one that led there: whoever signs again needs it anew. */
export const missingFor = (shown: Shown): MissingNeed[] => {
  const steps =
    shown.to === null
      ? signOffSteps
      : stepsFrom(shown.state as Parameters<typeof stepsFrom>[0], shown.kind);
  const step = steps.find(({ to }) => to === (shown.to ?? shown.state));
  return step ? missingForStep(factsOf(shown), step) : [];
};

/** Why an actor may not sign a row now; `null` where they may. */
export const objectionFor = (
  actor: Actor,
  subject: SignOffSubject,
  record: SignOffRecord,
  { own, deputyOf, otherAccounts }: SigningTeams,
  settings: SignOffSettings,
): string | null => {
  const rules = rulesFor(subject, settings.rules);
  const mine = record.signatures
    .filter(isAbout(subject.row))
    .filter((signature) => isStanding(signature, subject, settings));
  const { authors, reporters, decidedBy } = subject;
  const asked = record.asks.filter(isAbout(subject.row)).map(({ askedById }) => askedById);
  const objection = objectionToSigning(
    actor,
    {
      team: subject.row.team,
      deputyOf,
      otherAccounts,
      authorship: { authors, reporters, decidedBy, askedBy: asked },
    },
    rules,
  );
  if (objection) return objection;
  const isMine = ({ personId }: { personId: string }): boolean =>
    actor.kind === "person" && [actor.id, ...otherAccounts].includes(personId);
  if (mine.some(isMine)) {
    return "You have signed it already, and it stands.";
  }
  const needed = subject.row.team === null ? [] : [subject.row.team, ...rules.alsoTeams];
  const signed = mine.map(({ team }) => team);
  const lacking = missingTeams(subject.row.team ?? "", signed, rules);
  if (lacking.length === 0) return "It has every signature that it needs.";
  return signsFor(needed, [...own, ...deputyOf], signed) === null
    ? `It is signed for you already, and lacks the signature of ${lacking.join(" and ")}.`
    : null;
};

/** Where something stands: a row on its ladder, anything else signed by everybody who has to, or not. */
const placeOf = (
  subject: SignOffSubject,
  record: SignOffRecord,
  settings: SignOffSettings,
): Pick<SignOffRow, "state" | "to"> => {
  const { state, to } = subject.shown;
  const isSigned = state === "unsigned" && standingOf(subject, record, settings).isSigned;
  return isSigned
    ? { state: "signed", to: null }
    : { state: state as SignOffRow["state"], to: to as SignOffRow["to"] };
};

const returnedView = (
  returned: SignOffRecord["returns"][number] | undefined,
): SignOffRow["returned"] =>
  returned
    ? {
        kind: returned.kind as "needs-work" | "rejected",
        by: returned.byName,
        reason: returned.reason,
        at: returned.at.toISOString(),
      }
    : null;

const testViews = ({ tests }: Shown): SignOffRow["tests"] =>
  tests.map((test) => ({
    key: test.key,
    role: test.role,
    legacy: test.legacy && { ...test.legacy },
    target: test.target && { ...test.target },
  }));

const waitsFor = { open: "next-step", unsigned: "unsigned", signed: "next-step" } as const;

/** Whether something is at the end of its ladder, and by a signature: files bring rows there as well. */
const endOf = (
  { to }: Pick<SignOffRow, "to">,
  isRow: boolean,
  signatures: SignOffRecord["signatures"],
): keyof typeof waitsFor => {
  if (to !== null) return "open";
  const isSigned = signatures.some(
    ({ withdrawnAt, supersededById }) => withdrawnAt === null && supersededById === null,
  );
  return isSigned || !isRow ? "signed" : "unsigned";
};

/** Something that is signed, as its page and the queue show it. */
export const signOffRow = (
  subject: SignOffSubject,
  record: SignOffRecord,
  reader: { readonly actor: Actor; readonly signsAs: SigningTeams },
  settings: SignOffSettings,
): SignOffRow => {
  const { row, shown, digest } = subject;
  const about = isAbout(row);
  const signatures = record.signatures.filter(about);
  const broken = (signature: (typeof signatures)[number]) =>
    signature.withdrawnAt ? [] : brokenBy(signature, subject, settings);
  const [newest] = signatures.filter(({ withdrawnAt }) => withdrawnAt === null);
  const isStale = newest !== undefined && (newest.staleAt !== null || broken(newest).length > 0);
  const returned = record.returns.find(about);
  const asks = record.asks.filter(about);
  const [ask] = asks;
  const place = placeOf(subject, record, settings);
  const atEnd = endOf(place, row.id !== null, signatures);
  const settled = !isStale && atEnd === "signed" ? "done" : ask ? "asked" : waitsFor[atEnd];
  const due = row.batches.map(({ dueAt }) => dueAt).find((dueAt) => dueAt !== null);
  return {
    kind: row.kind,
    key: row.key,
    title: row.title,
    method: row.method,
    path: row.path,
    team: row.team,
    alsoTeams: [...row.alsoTeams],
    batches: row.batches.map(({ key }) => key),
    wave: row.wave,
    ...place,
    missing: settled === "done" ? [] : missingFor(shown).map(({ need, says }) => ({ need, says })),
    objection: objectionFor(reader.actor, subject, record, reader.signsAs, settings),
    waits: returned ? "returned" : isStale ? "stale" : settled,
    since: (returned?.at ?? newest?.staleAt ?? ask?.at ?? null)?.toISOString() ?? null,
    dueAt: ask?.dueAt?.toISOString() ?? (due ? new Date(due).toISOString() : null),
    asked: asks.map(({ askedByName, at, dueAt }) => ({
      by: askedByName,
      at: at.toISOString(),
      dueAt: dueAt?.toISOString() ?? null,
    })),
    anchors: [...shown.anchors],
    rollbackNote: shown.rollbackNote,
    retirement: shown.retirement && { ...shown.retirement },
    tests: testViews(shown),
    contradictions: [...shown.contradictions],
    readings: (shown.readings ?? []).map((reading) => ({ ...reading })),
    values: row.id === null ? { ...shown.values } : {},
    signatures: signatures.map((signature) => signatureView(signature, broken(signature))),
    returned: returnedView(returned),
    changed: newest ? shownDifference(unpackShown(newest.shown), shown) : [],
    signsFor: signingName(subject, record, reader.signsAs, settings),
    digest,
  };
};
