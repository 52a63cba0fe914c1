import type { Metadata } from "next";
import { AuditList } from "@/components/audit/audit-list";
import { AuditVerification } from "@/components/audit/audit-verification";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { readForPage } from "@/lib/server/http";
import { listAudit } from "@/lib/server/queries/list-audit";
import { readProgram } from "@/lib/server/queries/read-program";

export const metadata: Metadata = { title: "Audit" };

export default async function AuditPage({ params }: { params: Promise<{ program: string }> }) {
  const { program: key } = await params;
  const program = await readForPage(readProgram, { program: key });
  if (!program.may.includes("audit:read")) {
    return (
      <>
        <PageHeader title="Audit">Who did what, when and why.</PageHeader>
        <div className="rounded-xl border bg-panel">
          <EmptyState title="You may not read the audit log of this program">
            It is open to its managers, engineers, on-call and capability owners. Ask a manager for
            a role.
          </EmptyState>
        </div>
      </>
    );
  }
  const first = await readForPage(listAudit, { program: key });
  return (
    <>
      <AuditVerification length={first.length} program={key} />
      <AuditList first={first} program={key} />
    </>
  );
}
