"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { spanWords } from "@/components/budgets/budget-words";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { Mark } from "@/components/ui/mark";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { metricServersQuery } from "@/lib/client/budget-queries";
import { callOperation } from "@/lib/client/call-operation";
import { problemOf } from "@/lib/client/problem-error";
import type { MetricServerView } from "@/lib/contract/metric-servers";

const ServerDialog = dynamic(
  () => import("@/components/budgets/server-dialog").then((module) => module.ServerDialog),
  { ssr: false },
);

/** Prometheus servers, and how the last reading of each went. */
export const MetricServerPanel = ({
  program,
  mayConfigure,
  initial,
}: {
  program: string;
  mayConfigure: boolean;
  initial: { servers: MetricServerView[] };
}) => {
  const client = useQueryClient();
  const { data } = useQuery({ ...metricServersQuery(program), initialData: initial });
  const [edited, setEdited] = useState<MetricServerView | "new" | null>(null);
  const removing = useMutation({
    mutationFn: async (server: string) =>
      callOperation((await import("@/lib/contract/metric-servers")).removeMetricServer, {
        program,
        server,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  return (
    <Panel
      action={
        mayConfigure && (
          <Button onClick={() => setEdited("new")} size="sm">
            Connect a server
          </Button>
        )
      }
      flush
      title="Metric servers"
    >
      {removing.error && (
        <div className="px-4 pb-3">
          <ErrorState fault={problemOf(removing.error)} />
        </div>
      )}
      {data.servers.length === 0 && (
        <EmptyState title="No Prometheus server is connected">
          Connect one, and give each budget its queries: it is then measured by itself. Reports of
          k6 and JSON need none.
        </EmptyState>
      )}
      <ul>
        {data.servers.map((server) => (
          <li
            className="flex items-start gap-3 border-line-soft border-t px-4 py-2.5"
            key={server.name}
          >
            <span className="mt-0.5">
              <Mark
                kind={server.problem ? "fail" : server.lastAt ? "pass" : "unknown"}
                label={server.problem ? "has a problem" : server.lastAt ? "read" : "not read yet"}
              />
            </span>
            <div className="min-w-0 flex-1">
              <p>
                <span className="font-strong">{server.name}</span>{" "}
                <span className="mono wrap-anywhere text-ink-2">{server.url}</span>
              </p>
              <p className="text-ink-2 text-sm">
                Read <Time iso={server.lastAt} />, every {spanWords(server.everySeconds)};{" "}
                {server.queries === 1 ? "1 query" : `${server.queries} queries`} of budgets.
              </p>
              {server.problem && <p className="wrap-anywhere mt-0.5 text-fail">{server.problem}</p>}
            </div>
            {mayConfigure && (
              <span className="flex gap-1">
                <Button onClick={() => setEdited(server)} size="sm" variant="ghost">
                  Change<span className="sr-only"> {server.name}</span>
                </Button>
                <IconButton
                  icon="cross"
                  label={`Remove ${server.name}`}
                  onClick={() => removing.mutate(server.name)}
                />
              </span>
            )}
          </li>
        ))}
      </ul>
      {edited && (
        <ServerDialog
          onClose={() => setEdited(null)}
          program={program}
          server={edited === "new" ? null : edited}
        />
      )}
    </Panel>
  );
};
