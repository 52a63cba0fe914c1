import type { StalenessPolicy } from "@/lib/domain/sign-off-claims";
import { type Database, sql, type Transaction } from "@/lib/server/db";
import type { ProgramScope } from "@/lib/server/scope";
import { type SignOffSubject, subjectName } from "@/lib/server/sign-offs/sign-off-subjects";
import {
  type BindingSignature,
  brokenBy,
  ownersOf,
  signOffSettings,
} from "@/lib/server/sign-offs/signature-standing";
import { readSubjects } from "@/lib/server/sign-offs/subject-reading";

/** What a signature is while nobody took it back, nobody signed anew and nothing broke it. */
const stands = sql`s."staleAt" IS NULL AND s."withdrawnAt" IS NULL AND s."supersededById" IS NULL`;

/** How many events of the audit are gone through for what they touched; after more, everything is looked at. */
const eventsAtMost = 2_000;

type Id = { readonly id: string };

const idsIn = (rows: readonly Id[]): string[] => rows.map(({ id }) => id);

/** Signatures of rows that were written at these moments, later than they were signed. */
const ofWrittenRows = (db: Database, programId: string, moments: readonly Date[]): Promise<Id[]> =>
  db.$queryRaw<Id[]>(sql`
    SELECT s."id"::text AS "id" FROM "Item" i
    JOIN "Signature" s ON s."programId" = i."programId" AND s."subjectKind" = i."kind"
      AND s."subjectKey" = i."key"
    WHERE i."programId" = ${programId}::uuid AND i."updatedAt" = ANY(${[...moments]}::timestamptz[])
      AND s."at" < i."updatedAt" AND ${stands}`);

/** Signatures of rows a test of which came out badly. Each is recorded once and is none of these then. */
const ofBadTests = (db: Database, programId: string, outcomes: readonly string[]): Promise<Id[]> =>
  db.$queryRaw<Id[]>(sql`
    SELECT DISTINCT s."id"::text AS "id" FROM "TestStanding" t
    JOIN "ContractTest" c ON c."key" = t."testKey"
    JOIN "Item" i ON i."id" = c."itemId" AND i."programId" = t."programId"
    JOIN "Signature" s ON s."programId" = i."programId" AND s."subjectKind" = i."kind"
      AND s."subjectKey" = i."key"
    WHERE t."programId" = ${programId}::uuid AND t."side" = 'target'
      AND t."lastOutcome" = ANY(${[...outcomes]}::text[]) AND ${stands}`);

const ofContradictions = (db: Database, programId: string): Promise<Id[]> =>
  db.$queryRaw<Id[]>(sql`
    SELECT DISTINCT s."id"::text AS "id" FROM "Finding" f
    CROSS JOIN LATERAL jsonb_array_elements_text(f."items") named("key")
    JOIN "Signature" s ON s."programId" = f."programId" AND s."subjectKey" = named."key"
    WHERE f."programId" = ${programId}::uuid AND f."code" = 'contradiction' AND ${stands}`);

const ofUnapprovedDecisions = (db: Database, programId: string): Promise<Id[]> =>
  db.$queryRaw<Id[]>(sql`
    SELECT DISTINCT s."id"::text AS "id" FROM "Decision" d
    JOIN "Signature" s ON s."programId" = d."programId" AND s."claims" @>
      jsonb_build_array(jsonb_build_object('kind', 'decision', 'decision', d."key"))
    WHERE d."programId" = ${programId}::uuid AND d."status" <> 'approved' AND ${stands}`);

const writesRegisters = /import|decision|example/;

/**
 * Signatures that what happened between two events of a program's audit may have made stale: of the
 * rows that were written, whose tests came out badly, whose sources or decisions are others now. `null`
 * where so much happened, or the policy itself changed, that all of them have to be looked at.
 */
export const touchedSignatures = async (
  db: Database,
  programId: string,
  policy: StalenessPolicy,
  between: { readonly after: number; readonly until: number },
): Promise<string[] | null> => {
  const events = await db.auditEvent.findMany({
    where: {
      chain: programId,
      sequence: { gt: between.after, lte: between.until },
      outcome: "accepted",
    },
    select: { action: true, at: true },
    orderBy: { sequence: "asc" },
    take: eventsAtMost,
  });
  const isPolicy = events.some(({ action }) => /sign-off-rules|apply-request/.test(action));
  if (events.length === eventsAtMost || isPolicy) return null;
  const moments = events.map(({ at }) => at);
  const hasRegisters = events.some(({ action }) => writesRegisters.test(action));
  return [
    ...new Set([
      ...idsIn(await ofWrittenRows(db, programId, moments)),
      ...idsIn(await ofBadTests(db, programId, ["failed", ...policy.alsoOutcomes])),
      ...(hasRegisters ? idsIn(await ofContradictions(db, programId)) : []),
      ...(hasRegisters ? idsIn(await ofUnapprovedDecisions(db, programId)) : []),
    ]),
  ];
};

/** Standing signatures of what is no row: capabilities, gates, documents, runbooks. There are few. */
export const otherSignatures = async (db: Database, programId: string): Promise<string[]> =>
  idsIn(
    await db.$queryRaw<Id[]>(sql`
      SELECT s."id"::text AS "id" FROM "Signature" s
      WHERE s."programId" = ${programId}::uuid AND ${stands}
        AND s."subjectKind" IN ('capability', 'program-gate', 'document', 'runbook')`),
  );

/** So many standing signatures in the order of their ids, from after one of them. */
export const standingAfter = async (
  db: Database | Transaction,
  programId: string,
  after: string | null,
  most: number,
): Promise<string[]> =>
  idsIn(
    await db.$queryRaw<Id[]>(sql`
      SELECT s."id"::text AS "id" FROM "Signature" s
      WHERE s."programId" = ${programId}::uuid AND ${stands}
        AND (${after}::uuid IS NULL OR s."id" > ${after}::uuid)
      ORDER BY s."id" LIMIT ${most}`),
  );

type Named = {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly personId: string;
  readonly by: string;
  readonly team: string;
};

export type BrokenSignature = Named & {
  /** The clauses that broke, in words. */
  readonly because: readonly string[];
  /** To whom it went, where that broke it. */
  readonly wentTo: readonly string[];
};

/** Those of some signatures that stand, each with what it is about as it is now; `null` where that is gone. */
export const signaturesAsShown = async (
  db: Database | Transaction,
  program: ProgramScope,
  now: Date,
  ids: readonly string[],
): Promise<{ signature: Named & BindingSignature; subject: SignOffSubject | null }[]> => {
  if (ids.length === 0) return [];
  const signatures = await db.signature.findMany({
    where: {
      id: { in: [...ids] },
      programId: program.id,
      staleAt: null,
      withdrawnAt: null,
      supersededById: null,
    },
    select: {
      id: true,
      subjectKind: true,
      subjectKey: true,
      personId: true,
      personName: true,
      team: true,
      claims: true,
      shown: true,
    },
    orderBy: { id: "asc" },
  });
  const names = new Map(
    signatures.map(({ subjectKind: kind, subjectKey: key }) => [
      subjectName({ kind, key }),
      { kind, key },
    ]),
  );
  const settings = await signOffSettings(db, program.id);
  const subjects = await readSubjects(db, program, settings, now, [...names.values()]);
  const subjectOf = new Map(subjects.map((subject) => [subjectName(subject.row), subject]));
  return signatures.map((signature) => {
    const { subjectKind: kind, subjectKey: key, personName: by, ...given } = signature;
    return {
      signature: { ...given, kind, key, by },
      subject: subjectOf.get(subjectName({ kind, key })) ?? null,
    };
  });
};

/**
 * Which of some signatures hold no more, each with the clauses that broke. What was signed and is there
 * no more (a row that an import took away) is broken as well.
 */
export const brokenSignatures = async (
  db: Database | Transaction,
  program: ProgramScope,
  now: Date,
  ids: readonly string[],
): Promise<BrokenSignature[]> => {
  const settings = await signOffSettings(db, program.id);
  return (await signaturesAsShown(db, program, now, ids)).flatMap(({ signature, subject }) => {
    const { claims: _, shown: __, ...named } = signature;
    if (!subject) {
      const because = [`There is no ${named.kind} ${named.key} any more.`];
      return [{ ...named, because, wentTo: [] }];
    }
    const broken = brokenBy(signature, subject, settings);
    const wentTo = broken.some(({ claim }) => claim.kind === "owner") ? ownersOf(subject) : [];
    return broken.length === 0
      ? []
      : [{ ...named, because: broken.map(({ says }) => says), wentTo }];
  });
};
