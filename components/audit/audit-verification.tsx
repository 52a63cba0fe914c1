"use client";
import { useMutation } from "@tanstack/react-query";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Icon } from "@/components/ui/icon";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";

const contract = () => import("@/lib/contract/audit");

/** The head of the audit page: checking the chain here, and taking it away to check it elsewhere. */
export const AuditVerification = ({ program, length }: { program: string; length: number }) => {
  const verify = useMutation({
    mutationFn: async () => ({
      verdict: await callOperation((await contract()).verifyAudit, { program }),
      at: new Date().toISOString(),
    }),
  });
  const verdict = verify.data?.verdict;
  return (
    <>
      <PageHeader
        actions={
          <>
            <a
              className={buttonClass()}
              download={`${program}-audit.ndjson`}
              href={`/api/v1/programs/${encodeURIComponent(program)}/audit/export`}
            >
              <Icon name="download" size={14} />
              Export
            </a>
            <Button busy={verify.isPending} onClick={() => verify.mutate()} variant="primary">
              {verify.isPending ? "Verifying" : "Verify"}
            </Button>
          </>
        }
        title="Audit"
      >
        {length.toLocaleString("en-GB")} {length === 1 ? "event" : "events"}, each holding the hash
        of the one before. Nothing is ever changed or removed.
      </PageHeader>
      <div aria-live="polite" className="mb-2.5 empty:hidden">
        {verify.isError && (
          <ErrorState fault={problemOf(verify.error)} onRetry={() => verify.mutate()} />
        )}
        {verdict?.state === "intact" && (
          <Banner
            title={`Intact: all ${verdict.events.toLocaleString("en-GB")} events follow one another unaltered`}
            tone="green"
          >
            Head <span className="mono wrap-anywhere">{verdict.head}</span>, checked{" "}
            <Time iso={verify.data?.at ?? null} />. Compare it with the head of an earlier export.
          </Banner>
        )}
        {verdict?.state === "broken" && (
          <Banner
            title={`Broken at event ${verdict.sequence.toLocaleString("en-GB")}: what follows cannot be trusted`}
            tone="red"
          >
            {verdict.says} Keep a copy of the database, and compare with an earlier export.
          </Banner>
        )}
      </div>
    </>
  );
};
