"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { reviewAddress } from "@/components/batches/batch-words";
import { weekWords } from "@/components/batches/timeline-layout";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { reviewSessionsQuery } from "@/lib/client/batch-queries";
import type { ReviewSessionLine } from "@/lib/contract/review-sessions";

const aboutWords = ({ batch, weekOf }: ReviewSessionLine): string =>
  batch ?? (weekOf ? `Week of ${weekWords(weekOf)}` : "");

const outcomeWords = ({ counts, rows }: ReviewSessionLine): string =>
  counts === null
    ? `${rows} rows, goes on`
    : `${counts.signed ?? 0} signed, ${counts.returned ?? 0} sent back, ${counts.skipped ?? 0} left for later`;

/** The latest review meetings, of one batch where one is named; nothing where there was none. */
export const ReviewPanel = ({ program, batch }: { program: string; batch?: string }) => {
  const { data } = useQuery(reviewSessionsQuery(program, batch === undefined ? {} : { batch }));
  const sessions = data?.sessions.slice(0, 5) ?? [];
  if (sessions.length === 0) return null;
  return (
    <div className="mb-3.5">
      <Panel title="Review meetings">
        <ul className="flex flex-col gap-1.5">
          {sessions.map((session) => (
            <li className="flex flex-wrap items-baseline gap-x-3" key={session.id}>
              <Link
                className="wrap-anywhere font-strong hover:underline"
                href={reviewAddress(program, { session: session.id })}
                prefetch={false}
              >
                {aboutWords(session)}
              </Link>
              <span className="text-ink-2">{outcomeWords(session)}</span>
              <span className="text-ink-3">
                <bdi className="wrap-anywhere">{session.startedBy}</bdi>,{" "}
                <Time iso={session.startedAt} />
              </span>
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
};
