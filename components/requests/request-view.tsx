"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useState } from "react";
import { RequestActions } from "@/components/requests/request-actions";
import { RequestApprovals } from "@/components/requests/request-approvals";
import type { RequestVerb } from "@/components/requests/request-dialog";
import { RequestMissing } from "@/components/requests/request-missing";
import { RequestMoves } from "@/components/requests/request-moves";
import { RequestState } from "@/components/switches/request-state";
import { Banner } from "@/components/ui/banner";
import { DefinitionList } from "@/components/ui/definition-list";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { problemOf } from "@/lib/client/problem-error";
import { programAddress } from "@/lib/client/program-address";
import { requestQuery } from "@/lib/client/request-queries";
import type { RequestDetail } from "@/lib/contract/requests";

const RequestDialog = dynamic(
  () => import("@/components/requests/request-dialog").then((module) => module.RequestDialog),
  { ssr: false },
);

const Facts = ({ program, detail: { request } }: { program: string; detail: RequestDetail }) => (
  <DefinitionList
    items={[
      { term: "Environment", says: request.environment },
      { term: "Asked by", says: request.requestedBy },
      { term: "Asked", says: <Time iso={request.createdAt} /> },
      { term: "Revision", says: request.revision },
      ...(request.applyAt ? [{ term: "To be applied", says: <Time iso={request.applyAt} /> }] : []),
      ...(request.closed
        ? [
            {
              term: "Ended",
              says: (
                <>
                  <Time iso={request.closed.at} /> by {request.closed.by}
                </>
              ),
            },
          ]
        : [{ term: "Expires", says: <Time iso={request.expiresAt} /> }]),
      ...(request.version
        ? [
            {
              term: "Made",
              says: (
                <Link
                  className="font-medium text-target hover:underline"
                  href={`${programAddress(program, "switches", { environment: request.environment })}#history`}
                >
                  version {request.version}
                </Link>
              ),
            },
          ]
        : []),
    ]}
  />
);

/** One request: what it would do, who approved it, what is missing and whose it is. */
export const RequestView = ({ program, initial }: { program: string; initial: RequestDetail }) => {
  const { environment, number } = initial.request;
  const query = useQuery({
    ...requestQuery(program, environment, number),
    initialData: initial,
  });
  const [verb, setVerb] = useState<RequestVerb | null>(null);
  const detail = query.data;
  const { request, current, asked, changes, moved, missing, may } = detail;
  const effect = current ?? asked;
  return (
    <>
      <PageHeader
        actions={<RequestActions may={may} onChoose={setVerb} />}
        title={
          <span className="inline-flex flex-wrap items-center gap-2">
            Request {request.number} in {request.environment}
            <RequestState state={request.state} />
          </span>
        }
      >
        <Link className="hover:underline" href={programAddress(program, "requests")}>
          All requests
        </Link>
      </PageHeader>
      <div className="mb-3.5 flex flex-col gap-2 empty:hidden">
        {query.error && (
          <ErrorState fault={problemOf(query.error)} onRetry={() => query.refetch()} />
        )}
        {request.closed && request.state !== "applied" && (
          <Banner title={`Ended by ${request.closed.by}`}>{request.closed.because}</Banner>
        )}
        {request.closed === null && moved.length > 0 && (
          <Banner title="Not what it was when it was asked for" tone="amber">
            <ul>
              {moved.map((says) => (
                <li key={says}>{says}</li>
              ))}
            </ul>
          </Banner>
        )}
        {may.why && <Banner title="Somebody else decides on this">{may.why}</Banner>}
      </div>
      <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-3.5">
          <Panel title={request.says}>
            <p className="mb-2.5 text-ink-2">{request.reason}</p>
            {effect && <RequestMoves effect={effect} />}
            {changes.length > 0 && (
              <ul className="flex flex-col gap-1">
                {changes.map((says) => (
                  <li className="break-words font-mono text-xs" key={says}>
                    {says}
                  </li>
                ))}
              </ul>
            )}
          </Panel>
          <Panel title="Decisions">
            <RequestApprovals request={request} />
          </Panel>
        </div>
        <div className="flex min-w-0 flex-col gap-3.5">
          {missing.length > 0 && (
            <Panel
              title={missing.every(({ kind }) => kind === "apply") ? "Ready" : "What is missing"}
            >
              <RequestMissing missing={missing} />
            </Panel>
          )}
          <Panel title="The request">
            <Facts detail={detail} program={program} />
          </Panel>
        </div>
      </div>
      {verb && (
        <RequestDialog
          detail={detail}
          onClose={() => setVerb(null)}
          program={program}
          verb={verb}
        />
      )}
    </>
  );
};
