"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { RequestList } from "@/components/requests/request-list";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Tabs } from "@/components/ui/tabs";
import { problemOf } from "@/lib/client/problem-error";
import {
  type RequestsAnswer,
  type RequestsShown,
  requestsQuery,
} from "@/lib/client/request-queries";

const nothing = {
  waiting: {
    title: "Nothing waits",
    says: "Flips in a protected environment and scheduled changes stand here until they are made. They are asked for on the Switches page and in the matrix.",
  },
  mine: { title: "You have asked for nothing", says: "What you ask for is kept here, drafts too." },
  ended: {
    title: "Nothing has ended yet",
    says: "Applied, rejected and overtaken requests stay here.",
  },
} satisfies Record<RequestsShown, { title: string; says: string }>;

const tabs = [
  { value: "waiting", label: "Waiting" },
  { value: "mine", label: "Mine" },
  { value: "ended", label: "Ended" },
] as const;

/** What was asked for in a program and is not made yet, and what became of the rest. */
export const RequestsView = ({
  program,
  environments,
  initial,
}: {
  program: string;
  environments: readonly { key: string; isProtected: boolean }[];
  /** Those that wait. */
  initial: RequestsAnswer;
}) => {
  const [show, setShow] = useState<RequestsShown>("waiting");
  const requests = useQuery({
    ...requestsQuery(program, show),
    ...(show === "waiting" ? { initialData: initial } : {}),
  });
  const counts = requests.data?.counts ?? initial.counts;
  const protectedKeys = new Set(
    environments.filter(({ isProtected }) => isProtected).map(({ key }) => key),
  );
  const content = requests.error ? (
    <ErrorState fault={problemOf(requests.error)} onRetry={() => requests.refetch()} />
  ) : !requests.data ? (
    <SkeletonRows label="Reading requests" rows={4} />
  ) : requests.data.requests.length === 0 ? (
    <div className="rounded-xl border bg-panel">
      <EmptyState title={nothing[show].title}>{nothing[show].says}</EmptyState>
    </div>
  ) : (
    <RequestList
      program={program}
      protectedKeys={protectedKeys}
      requests={requests.data.requests}
    />
  );
  return (
    <>
      <PageHeader title="Requests">
        Changes that others approve, or that wait for their time. Rollback and force never wait.
      </PageHeader>
      <Tabs
        label="Requests"
        onChange={(value) => setShow(value as RequestsShown)}
        tabs={tabs.map((tab) => ({ ...tab, count: counts[tab.value], content }))}
        value={show}
      />
    </>
  );
};
