"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import { deliveriesQuery } from "@/lib/client/notice-queries";
import { problemOf } from "@/lib/client/problem-error";
import { type DeliveryView, type EndpointView, replayDelivery } from "@/lib/contract/notices";

const looks = {
  due: { tone: "grey", word: "waits" },
  delivered: { tone: "green", word: "delivered" },
  dead: { tone: "red", word: "dead" },
} as const;

const attemptsWords = (count: number): string => (count === 1 ? "1 attempt" : `${count} attempts`);

const Standing = ({ delivery }: { delivery: DeliveryView }) => (
  <p className="text-ink-2">
    {delivery.state === "delivered" ? (
      <>
        Answered {delivery.lastStatus} <Time iso={delivery.deliveredAt} />, after{" "}
        {attemptsWords(delivery.attempts)}.
      </>
    ) : (
      <>
        {delivery.attempts > 0 && `${attemptsWords(delivery.attempts)}. `}
        {delivery.lastProblem}{" "}
        {delivery.nextAt && (
          <>
            Next try <Time iso={delivery.nextAt} />.
          </>
        )}
      </>
    )}
  </p>
);

/** What was sent to an endpoint, what waits, and what is dead until somebody replays it. */
export const DeliveriesDialog = ({
  program,
  endpoint,
  onClose,
}: {
  program: string;
  endpoint: EndpointView;
  onClose: () => void;
}) => {
  const client = useQueryClient();
  const query = deliveriesQuery(program, endpoint.id);
  const { data, error, isPending } = useQuery(query);
  const replaying = useMutation({
    mutationFn: (notice: string) =>
      callOperation(replayDelivery, { program, endpoint: endpoint.id, notice }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["program", program] }),
  });
  const fault = error ?? replaying.error;
  return (
    <Dialog
      footer={
        <DialogClose>
          <Button>Close</Button>
        </DialogClose>
      }
      onOpenChange={(open) => !open && onClose()}
      open
      size="lg"
      title={`Sent to ${endpoint.name}`}
    >
      {fault && <ErrorState fault={problemOf(fault)} />}
      {isPending && <SkeletonRows rows={4} />}
      {data?.deliveries.length === 0 && (
        <EmptyState title="Nothing yet">Send a test, or wait for something to happen.</EmptyState>
      )}
      <ul aria-label="Deliveries">
        {data?.deliveries.map((delivery) => (
          <li
            className="flex items-start gap-3 border-line-soft border-t px-5 py-2.5 first:border-t-0"
            key={delivery.notice}
          >
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-baseline gap-2">
                <Badge tone={looks[delivery.state].tone}>{looks[delivery.state].word}</Badge>
                <span className="font-strong">{delivery.title}</span>
                <span className="text-ink-3">
                  <Time iso={delivery.at} />
                </span>
              </p>
              <p className="truncate" dir="auto" title={delivery.says}>
                {delivery.says}
              </p>
              <Standing delivery={delivery} />
            </div>
            {delivery.state === "dead" && (
              <Button
                aria-label={`Replay ${delivery.title}`}
                busy={replaying.isPending && replaying.variables === delivery.notice}
                icon="reload"
                onClick={() => replaying.mutate(delivery.notice)}
                size="sm"
              >
                Replay
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
};
