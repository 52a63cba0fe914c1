"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { HistoryChange } from "@/components/switches/history-change";
import type { ChangePlace } from "@/components/switches/use-change";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/panel";
import { SkeletonRows } from "@/components/ui/skeleton";
import { problemOf } from "@/lib/client/problem-error";
import { type ChangesAnswer, changesQuery } from "@/lib/client/switch-queries";
import type { ChangeView } from "@/lib/contract/switches";

/** Every accepted change of an environment, newest first: a version each. */
export const ChangeHistory = ({
  place,
  owners,
  version,
  initial,
  onUndo,
  onRestore,
}: {
  place: ChangePlace;
  owners: { readonly legacy: string; readonly target: string };
  /** The one in force. */
  version: number;
  initial?: ChangesAnswer;
  /** Both left out for whoever may not change anything. */
  onUndo?: (change: ChangeView) => void;
  onRestore?: (change: ChangeView) => void;
}) => {
  const history = useInfiniteQuery({
    ...changesQuery(place.program, place.environment),
    ...(initial && { initialData: { pages: [initial], pageParams: [null] } }),
  });
  const changes = history.data?.pages.flatMap((page) => page.changes) ?? [];
  return (
    <Panel flush>
      <h2 className="sr-only">History</h2>
      {history.isPending && (
        <div className="p-4">
          <SkeletonRows label="Reading the history" rows={5} />
        </div>
      )}
      {history.data && changes.length === 0 && (
        <EmptyState title="Nothing was changed yet">
          Every owner is as it began. Each accepted change is listed here with its reason.
        </EmptyState>
      )}
      <ol className="[&>li:first-child]:border-t-0">
        {changes.map((change) => (
          <HistoryChange
            change={change}
            key={change.version}
            onRestore={change.version < version ? onRestore : undefined}
            onUndo={onUndo}
            owners={owners}
          />
        ))}
      </ol>
      {history.error && (
        <div className="border-line-soft border-t p-3">
          <ErrorState fault={problemOf(history.error)} onRetry={() => history.refetch()} />
        </div>
      )}
      {history.hasNextPage && (
        <div className="border-line-soft border-t px-4 py-2.5">
          <Button
            busy={history.isFetchingNextPage}
            onClick={() => history.fetchNextPage()}
            size="sm"
          >
            Older
          </Button>
        </div>
      )}
    </Panel>
  );
};
