import { type ItemKind, itemKey, type VerificationState } from "@/lib/domain/inventory";
import { editedHere } from "@/lib/domain/merge-item";
import { nameWithPlace } from "@/lib/domain/signature-words";
import type { SignedRow } from "@/lib/formats/export-checklist";
import { sql, type Transaction } from "@/lib/server/db";
import { unpackShown } from "@/lib/server/sign-offs/sign-off-subjects";

type Row = {
  kind: ItemKind;
  key: string;
  state: VerificationState;
  note: string | null;
  isNoteOurs: boolean;
  name: string;
  inPlaceOf: unknown;
  at: Date;
  digest: string;
  isStale: boolean;
  shown: Uint8Array;
};

/** Rows of a program that bear a signature, neither withdrawn nor superseded, by kind and key. */
export const signedRows = async (
  db: Transaction,
  programId: string,
): Promise<ReadonlyMap<string, SignedRow>> => {
  const ours = JSON.stringify([{ file: editedHere }]);
  const rows = await db.$queryRaw<Row[]>(sql`
    SELECT i."kind", i."key", i."verification" AS "state", i."attributes"->>'rollback_note' AS "note",
      COALESCE(i."provenance"->'attributes.rollback_note' @> ${ours}::jsonb, false) AS "isNoteOurs",
      s."personName" AS "name", s."inPlaceOf", s."at", s."digest", s."staleAt" IS NOT NULL AS "isStale", s."shown"
    FROM "Signature" s
    JOIN "Item" i ON i."programId" = s."programId" AND i."kind" = s."subjectKind"
      AND i."key" = s."subjectKey"
    WHERE s."programId" = ${programId}::uuid AND s."withdrawnAt" IS NULL
      AND s."supersededById" IS NULL
    ORDER BY s."at", s."id"`);
  const signed = new Map<string, SignedRow>();
  for (const { kind, key, state, note, isNoteOurs, shown, name, inPlaceOf, ...given } of rows) {
    const signature = { ...given, by: nameWithPlace(name, inPlaceOf) };
    const id = itemKey({ kind, key });
    const tests = unpackShown(shown).tests.filter(({ target }) => target?.outcome === "passed");
    const before = signed.get(id);
    signed.set(id, {
      state,
      rollbackNote: note,
      isNoteOurs,
      tests: tests.map((test) => test.key),
      signatures: [...(before?.signatures ?? []), signature],
    });
  }
  return signed;
};
