"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { EndpointAction } from "@/components/notices/endpoint-row";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type EndpointsAnswer, endpointsQuery } from "@/lib/client/notice-queries";
import type { EndpointView } from "@/lib/contract/notices";

// With the words of every notice: most programs have none.
const EndpointRow = dynamic(() =>
  import("@/components/notices/endpoint-row").then((module) => module.EndpointRow),
);
const EndpointDialog = dynamic(
  () => import("@/components/notices/endpoint-dialog").then((module) => module.EndpointDialog),
  { ssr: false },
);
const DeliveriesDialog = dynamic(
  () => import("@/components/notices/deliveries-dialog").then((module) => module.DeliveriesDialog),
  { ssr: false },
);
const RemoveEndpointDialog = dynamic(
  () =>
    import("@/components/notices/remove-endpoint-dialog").then(
      (module) => module.RemoveEndpointDialog,
    ),
  { ssr: false },
);

type Open = { readonly action: EndpointAction; readonly endpoint: EndpointView } | "new" | null;

const OpenDialog = ({
  program,
  open,
  onClose,
}: {
  program: string;
  open: Open;
  onClose: () => void;
}) => {
  if (open === null) return null;
  if (open === "new") return <EndpointDialog onClose={onClose} program={program} />;
  const dialog = { program, endpoint: open.endpoint, onClose };
  if (open.action === "edit") return <EndpointDialog {...dialog} />;
  if (open.action === "remove") return <RemoveEndpointDialog {...dialog} />;
  return <DeliveriesDialog {...dialog} />;
};

/** Where the program's notices are sent besides the app and people's mail. */
export const EndpointsView = ({
  program,
  initial,
}: {
  program: string;
  initial: EndpointsAnswer;
}) => {
  const { endpoints } = useQuery({ ...endpointsQuery(program), initialData: initial }).data;
  const [open, setOpen] = useState<Open>(null);
  return (
    <>
      <div className="mb-2.5 flex flex-wrap items-center justify-between gap-2">
        <p className="max-w-2xl text-ink-2">
          Requests that wait, forces, waivers that end and what is overdue, told to a chat or a
          pager as it happens. What cannot be delivered is tried again for about seventeen hours.
        </p>
        <Button icon="plus" onClick={() => setOpen("new")}>
          Send notices somewhere
        </Button>
      </div>
      <div className="rounded-lg border bg-panel">
        {endpoints.length === 0 ? (
          <EmptyState title="Notices go nowhere else yet">
            People read theirs in the app and in their mail.
          </EmptyState>
        ) : (
          <ul aria-label="Endpoints">
            {endpoints.map((endpoint) => (
              <EndpointRow
                endpoint={endpoint}
                key={endpoint.id}
                onAction={(action) => setOpen({ action, endpoint })}
                program={program}
              />
            ))}
          </ul>
        )}
      </div>
      <OpenDialog onClose={() => setOpen(null)} open={open} program={program} />
    </>
  );
};
