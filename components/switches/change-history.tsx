"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { changeDiff } from "@/components/switches/change-diff";
import type { Owners } from "@/components/switches/change-words";
import type { ChangePlace } from "@/components/switches/use-change";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { problemOf } from "@/lib/client/problem-error";
import { type ChangesAnswer, changesQuery } from "@/lib/client/switch-queries";
import type { ChangeView } from "@/lib/contract/switches";

const Change = ({
  change,
  owners,
  onUndo,
}: {
  change: ChangeView;
  owners: Owners;
  onUndo?: (change: ChangeView) => void;
}) => {
  const differences = changeDiff(change, owners);
  return (
    <li className="border-line-soft border-t px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <span className="font-strong">v{change.version}</span>
        <Badge tone={change.kind === "force" ? "red" : undefined}>{change.kind}</Badge>
        <span className="text-ink-3">
          {change.by}, <Time iso={change.at} />
        </span>
        {onUndo && change.undo.length > 0 && (
          <span className="ml-auto">
            <Button
              aria-label={`Undo version ${change.version}`}
              icon="undo"
              onClick={() => onUndo(change)}
              size="sm"
              variant="ghost"
            >
              Undo
            </Button>
          </span>
        )}
      </div>
      <p>{change.says}</p>
      <p className="text-ink-2">{change.reason}</p>
      {differences.length > 0 && (
        <details className="mt-0.5">
          <summary className="cursor-pointer text-ink-3 text-sm hover:text-ink">
            {differences.length === 1 ? "1 rule" : `${differences.length} rules`}, before and after
          </summary>
          <ul className="mt-1 flex flex-col gap-1">
            {differences.map(({ key, rule, was, is }) => (
              <li key={key}>
                <span className="mono">{rule}</span>
                <span className="block text-ink-2">
                  {was} → {is}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
};

/** Every accepted change of an environment, newest first: a version each. */
export const ChangeHistory = ({
  place,
  owners,
  initial,
  onUndo,
}: {
  place: ChangePlace;
  owners: Owners;
  initial: ChangesAnswer;
  /** Left out for whoever may not change anything. */
  onUndo?: (change: ChangeView) => void;
}) => {
  const history = useInfiniteQuery({
    ...changesQuery(place.program, place.environment),
    initialData: { pages: [initial], pageParams: [null] },
  });
  const changes = history.data.pages.flatMap((page) => page.changes);
  return (
    <div className="scroll-mt-32" id="history">
      <Panel flush title="History">
        {changes.length === 0 && (
          <EmptyState title="Nothing was changed yet">
            Every owner is as it began. Each accepted change is listed here with its reason.
          </EmptyState>
        )}
        <ol>
          {changes.map((change) => (
            <Change change={change} key={change.version} onUndo={onUndo} owners={owners} />
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
    </div>
  );
};
