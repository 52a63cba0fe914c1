"use client";
import { useQuery } from "@tanstack/react-query";
import { forceScopeWords } from "@/components/switches/force-words";
import type { ChangePlace } from "@/components/switches/use-change";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { callOperation } from "@/lib/client/call-operation";
import type { ReviewView } from "@/lib/contract/emergencies";
import type { ChangeView } from "@/lib/contract/switches";

type Entry = {
  readonly key: string;
  readonly at: string;
  readonly kind: "force" | "lift" | "review";
  readonly by: string;
  readonly title: string;
  readonly says: string;
};

const changesRead = 200;

const entriesOf = (changes: readonly ChangeView[], reviews: readonly ReviewView[]): Entry[] =>
  [
    ...changes.flatMap(({ kind, version, at, by, says, reason }): Entry[] =>
      kind === "force" || kind === "lift"
        ? [{ key: `v${version}`, at, kind, by, title: `Version ${version}: ${says}`, says: reason }]
        : [],
    ),
    ...reviews.map(
      (review): Entry => ({
        key: review.id,
        at: review.closedAt ?? review.openedAt,
        kind: "review",
        by: review.closedBy ?? "",
        title: `Review closed: ${review.because === "force" ? "force of" : "broken glass for"} ${forceScopeWords(review)}`,
        says: review.outcome ?? "",
      }),
    ),
  ].sort((one, two) => two.at.localeCompare(one.at));

/** Forces, lifts and closed reviews, the newest first. */
export const EmergencyHistory = ({
  place: { program, environment },
  initial,
  reviews,
}: {
  place: ChangePlace;
  initial: readonly ChangeView[];
  /** Closed ones. */
  reviews: readonly ReviewView[];
}) => {
  const { data: changes } = useQuery({
    queryKey: ["program", program, "listChanges", environment, changesRead],
    queryFn: async ({ signal }) => {
      const { listChanges } = await import("@/lib/contract/switches");
      const asked = { program, environment, limit: changesRead };
      return (await callOperation(listChanges, asked, { signal })).changes;
    },
    initialData: [...initial],
  });
  const entries = entriesOf(changes, reviews);
  return (
    <Panel flush title="History">
      {entries.length === 0 && (
        <div className="border-line-soft border-t">
          <EmptyState title="No emergency yet">
            Forces, lifts and the outcome of their reviews are kept here.
          </EmptyState>
        </div>
      )}
      <ol>
        {entries.map(({ key, at, kind, by, title, says }) => (
          <li className="border-line-soft border-t px-4 py-2.5" key={key}>
            <p className="flex flex-wrap items-center gap-x-2">
              <Badge tone={kind === "force" ? "red" : undefined}>{kind}</Badge>
              <span className="wrap-anywhere min-w-0 font-strong">{title}</span>
            </p>
            <p className="wrap-anywhere">{says}</p>
            <p className="text-ink-3">
              {by}, <Time iso={at} />
            </p>
          </li>
        ))}
      </ol>
    </Panel>
  );
};
