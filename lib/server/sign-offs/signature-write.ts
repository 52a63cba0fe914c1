import { signatureRecordVersion } from "@/lib/contract/signature-record";
import { editedHere } from "@/lib/domain/merge-item";
import type { Actor } from "@/lib/domain/permissions";
import { Refusal } from "@/lib/domain/refusal";
import { orderedClaims } from "@/lib/domain/sign-off-claims";
import { claimsOf } from "@/lib/domain/sign-off-shown";
import type { InPlaceOf } from "@/lib/domain/signature-words";
import { type Json, sql, type Transaction } from "@/lib/server/db";
import { packShown, subjectName } from "@/lib/server/sign-offs/sign-off-subjects";
import type { PlannedSignature } from "@/lib/server/sign-offs/signature-plan";
import { ownersOf } from "@/lib/server/sign-offs/signature-standing";

export type Signer = {
  readonly actor: Extract<Actor, { kind: "person" }>;
  readonly meaning: string;
  readonly batch: string | null;
  /** When it was last proven who signs. */
  readonly provenAt: Date;
  readonly now: Date;
};

export type WrittenSignature = {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly team: string;
  readonly digest: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly wasOpened: boolean;
  readonly inPlaceOf: InPlaceOf | null;
  readonly replaces: readonly string[];
};

/** What a signature vouches for: what was shown, and, given for an owner, whose it is. */
const claimsFor = ({ subject, team, needed }: PlannedSignature): Json => {
  const claims = claimsOf(subject.shown);
  const owner = { kind: "owner", owner: team, of: [...needed].sort() } as const;
  const all = ownersOf(subject).includes(team) ? orderedClaims([...claims, owner]) : claims;
  return all as unknown as Json;
};

/**
 * Writes planned signatures and takes their rows along, a handful of statements for all of them; what
 * was sent back is settled with it, and what was asked for is answered.
 * A route or worker that is retired has no switch any more (decision 21). Each row's state is compared and set: one that moved meanwhile refuses the whole (`conflict`).
 */
export const writeSignatures = async (
  tx: Transaction,
  programId: string,
  planned: readonly PlannedSignature[],
  { actor, meaning, batch, provenAt, now }: Signer,
): Promise<WrittenSignature[]> => {
  if (planned.length === 0) return [];
  const made = await tx.signature.createManyAndReturn({
    data: planned.map((one) => ({
      programId,
      subjectKind: one.subject.row.kind,
      subjectKey: one.subject.row.key,
      team: one.team,
      ...(one.inPlaceOf ? { inPlaceOf: one.inPlaceOf as Json } : {}),
      recordVersion: signatureRecordVersion,
      batch,
      personId: actor.id,
      personName: actor.name,
      meaning,
      fromState: one.subject.shown.state,
      toState: one.to,
      at: now,
      authentication: actor.authentication,
      authenticatedAt: provenAt,
      shown: packShown(one.subject.shown),
      digest: one.subject.digest,
      claims: claimsFor(one),
      wasOpened: one.wasOpened,
      wasSampled: one.wasSampled,
    })),
    select: {
      id: true,
      subjectKind: true,
      subjectKey: true,
      team: true,
      digest: true,
      fromState: true,
      toState: true,
      wasOpened: true,
      inPlaceOf: true,
    },
  });
  const ids = made.map(({ id }) => id);
  const replacedBy = new Map(
    planned.map(({ subject, replaces }) => [subjectName(subject.row), replaces]),
  );
  const saidHere = JSON.stringify([{ file: editedHere }]);
  await tx.$executeRaw(sql`
    UPDATE "Signature" old SET "supersededById" = new."id"
    FROM "Signature" new
    WHERE new."id" = ANY(${ids}::uuid[]) AND old."programId" = new."programId"
      AND old."subjectKind" = new."subjectKind" AND old."subjectKey" = new."subjectKey"
      AND (old."team" = new."team" OR old."id" = ANY(${[...replacedBy.values()].flat()}::uuid[]))
      AND old."id" <> new."id" AND old."supersededById" IS NULL`);
  const moving = planned.flatMap(({ subject, to }) =>
    to !== null && subject.row.id !== null
      ? [{ id: subject.row.id, from: subject.shown.state, to }]
      : [],
  );
  const moved = await tx.$executeRaw(sql`
    UPDATE "Item" i SET "verification" = step."to", "updatedAt" = ${now},
      "isSwitchable" = i."isSwitchable" AND step."to" <> 'retired-approved',
      "provenance" = i."provenance" || jsonb_build_object('verification', ${saidHere}::jsonb)
        || CASE WHEN i."isSwitchable" AND step."to" = 'retired-approved'
             THEN jsonb_build_object('isSwitchable', ${saidHere}::jsonb) ELSE '{}'::jsonb END
    FROM unnest(${moving.map(({ id }) => id)}::uuid[],
                ${moving.map(({ from }) => from)}::text[],
                ${moving.map(({ to }) => to)}::text[]) step("id", "from", "to")
    WHERE i."id" = step."id" AND i."verification" = step."from"`);
  if (moved !== moving.length) {
    throw new Refusal("conflict", "Somebody else moved one of these rows at the same moment.");
  }
  await tx.$executeRaw(sql`
    UPDATE "SignOffReturn" r SET "settledAt" = ${now}, "settledByName" = ${actor.name},
      "settledBecause" = 'It was signed.'
    FROM "Signature" s
    WHERE s."id" = ANY(${ids}::uuid[]) AND r."programId" = s."programId" AND r."settledAt" IS NULL
      AND r."subjectKind" = s."subjectKind" AND r."subjectKey" = s."subjectKey"`);
  const answered = planned.filter(({ subject, to }) => to !== null || subject.shown.to === null);
  await tx.$executeRaw(sql`
    DELETE FROM "SignOffAsk" a
    USING unnest(${answered.map(({ subject }) => subject.row.kind)}::text[],
                 ${answered.map(({ subject }) => subject.row.key)}::text[]) given("kind", "key")
    WHERE a."programId" = ${programId}::uuid AND a."subjectKind" = given."kind"
      AND a."subjectKey" = given."key"`);
  return made.map((row) => ({
    id: row.id,
    kind: row.subjectKind,
    key: row.subjectKey,
    team: row.team,
    digest: row.digest,
    from: row.fromState,
    to: row.toState,
    wasOpened: row.wasOpened,
    inPlaceOf: row.inPlaceOf as InPlaceOf | null,
    replaces: replacedBy.get(subjectName({ kind: row.subjectKind, key: row.subjectKey })) ?? [],
  }));
};
