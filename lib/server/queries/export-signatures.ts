import { exportSignatures as operation } from "@/lib/contract/sign-offs";
import type { Database } from "@/lib/server/db";
import { query } from "@/lib/server/query";
import { unpackShown } from "@/lib/server/sign-offs/sign-off-subjects";
import { signatureView } from "@/lib/server/sign-offs/signature-view";

const chunk = 500;

async function* signaturesOf(db: Database, programId: string) {
  let after: string | null = null;
  for (;;) {
    const rows: Awaited<ReturnType<typeof db.signature.findMany>> = await db.signature.findMany({
      where: { programId, ...(after ? { id: { gt: after } } : {}) },
      orderBy: { id: "asc" },
      take: chunk,
    });
    for (const row of rows) {
      yield {
        ...signatureView(row),
        version: row.recordVersion,
        person: row.personId,
        supersededBy: row.supersededById,
        shown: unpackShown(row.shown),
        auditSequence: row.auditSequence,
      };
    }
    const last = rows.at(-1);
    if (!last || rows.length < chunk) return;
    after = last.id;
  }
}

/** Every signature of a program with exactly what was shown, line by line. */
export const exportSignatures = query(
  { name: "export-signatures", allow: "audit:read", input: operation.input },
  async ({ db, program }) => signaturesOf(db, program.id),
);
