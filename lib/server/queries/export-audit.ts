import { type AuditView, exportAudit as operation } from "@/lib/contract/audit";
import { auditChunks, auditHead } from "@/lib/server/audit-read";
import { query } from "@/lib/server/query";

/** Every event of a program's chain in order, for checking elsewhere; read as it is sent. */
export const exportAudit = query(
  { name: "export-audit", allow: "audit:read", input: operation.input },
  async ({ db, program }): Promise<AsyncIterable<AuditView>> => {
    const head = await auditHead(db, program.id);
    return (async function* () {
      for await (const chunk of auditChunks(db, program.id, head?.sequence ?? 0)) yield* chunk;
    })();
  },
);
