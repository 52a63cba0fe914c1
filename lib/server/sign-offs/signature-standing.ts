import type { SignOffRules } from "@/lib/domain/four-eyes";
import {
  type BrokenClaim,
  brokenClaims,
  type Claim,
  defaultStaleness,
  type PresentFacts,
  type StalenessPolicy,
  withOwnerClaim,
} from "@/lib/domain/sign-off-claims";
import { readingValues } from "@/lib/domain/sign-off-shown";
import type { Transaction } from "@/lib/server/db";
import {
  rulesFor,
  type SignOffSubject,
  type SubjectName,
  signOffRulesOf,
  unpackShown,
} from "@/lib/server/sign-offs/sign-off-subjects";
import type { SignatureRow } from "@/lib/server/sign-offs/signature-view";

export type Signature = SignatureRow & {
  readonly claims: unknown;
  readonly shown: Uint8Array;
  readonly personId: string;
  readonly supersededById: string | null;
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
    askedByName: string;
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

/** Whose something is, the first of them before others. */
export const ownersOf = ({ row }: SignOffSubject): readonly string[] =>
  row.team === null ? [] : [row.team, ...row.alsoTeams];

/** How things are now, as the claims of a signature are held against it. */
const presentOf = (subject: SignOffSubject, claims: readonly Claim[]): PresentFacts => {
  const { row, shown } = subject;
  const owners = ownersOf(subject);
  return {
    anchors: shown.anchors,
    tests: Object.fromEntries(
      shown.tests.map(({ key, target }) => [
        key,
        (target?.outcome ?? null) as PresentFacts["tests"][string],
      ]),
    ),
    values: { ...shown.values, ...readingValues(shown, claims) },
    contradictions: shown.contradictions,
    decisions: shown.retirement ? { [shown.retirement.decision]: shown.retirement.state } : {},
    // Words that name nobody here may name somebody who has left: that is no other owner.
    owners: owners.length === 0 && row.id === null ? null : owners,
  };
};

/** What is needed of a signature to say what it vouches for. */
export type BindingSignature = Pick<Signature, "claims" | "team" | "shown">;

/** The claims of a signature. What it was shown is unpacked only where whose it is may have changed. */
const claimsOfSignature = (
  { claims, team, shown }: BindingSignature,
  subject: SignOffSubject,
  { rules }: SignOffSettings,
): readonly Claim[] => {
  const recorded = claims as Claim[];
  if (ownersOf(subject).includes(team)) return recorded;
  const { alsoTeams } = rulesFor(subject, rules);
  return withOwnerClaim(recorded, team, unpackShown(shown).team, alsoTeams);
};

/** Which claims of a signature do not hold now. */
export const brokenBy = (
  signature: BindingSignature,
  subject: SignOffSubject,
  settings: SignOffSettings,
): BrokenClaim[] => {
  const claims = claimsOfSignature(signature, subject, settings);
  return brokenClaims(claims, presentOf(subject, claims), settings.staleness);
};

/** Whether a signature counts: neither withdrawn nor stale, and no other took its place. */
export const isStanding = (
  signature: Signature,
  subject: SignOffSubject,
  settings: SignOffSettings,
): boolean =>
  signature.withdrawnAt === null &&
  signature.supersededById === null &&
  signature.staleAt === null &&
  brokenBy(signature, subject, settings).length === 0;

/** Of everything in a record, what is about one subject. */
export const isAbout =
  ({ kind, key }: SubjectName) =>
  (one: { subjectKind: string; subjectKey: string }): boolean =>
    one.subjectKind === kind && one.subjectKey === key;
