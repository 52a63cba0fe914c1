"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ChangePlace } from "@/components/switches/use-change";
import { DialogSection } from "@/components/ui/dialog";
import { Time } from "@/components/ui/time";
import { changesQuery } from "@/lib/client/switch-queries";

const shownAtMost = 5;

/** What was changed beneath a force since it began: it comes into effect when the force is lifted. */
export const ChangedMeanwhile = ({
  place: { program, environment },
  since,
}: {
  place: ChangePlace;
  /** ISO 8601. */
  since: string;
}) => {
  const { data, hasNextPage } = useInfiniteQuery(changesQuery(program, environment));
  const read = data?.pages.flatMap((page) => page.changes) ?? [];
  const changes = read.filter(({ at, kind }) => at > since && kind !== "force" && kind !== "lift");
  const isCut = changes.length > shownAtMost || (hasNextPage && changes.length === read.length);
  if (changes.length === 0) return null;
  return (
    <DialogSection title="Changed meanwhile">
      <ul className="flex flex-col gap-1">
        {changes.slice(0, shownAtMost).map(({ version, says, by, at, reason }) => (
          <li className="wrap-anywhere" key={version}>
            <span className="font-strong">v{version}</span> {says}{" "}
            <span className="text-ink-3">
              {by}, <Time iso={at} />: {reason}
            </span>
          </li>
        ))}
        {isCut && <li className="text-ink-2">More stands in the history of the Switches page.</li>}
      </ul>
    </DialogSection>
  );
};
