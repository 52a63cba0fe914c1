import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { type ReviewOf, ReviewStart } from "@/components/sign-offs/review-start";
import { ReviewView } from "@/components/sign-offs/review-view";
import type { BatchView, ScheduleWeekView } from "@/lib/contract/batches";
import { readForPage } from "@/lib/server/http";
import { listBatches } from "@/lib/server/queries/list-batches";
import { listReviewSessions } from "@/lib/server/queries/list-review-sessions";
import { readProgram } from "@/lib/server/queries/read-program";
import { readReviewSession } from "@/lib/server/queries/read-review-session";
import { readSignOff } from "@/lib/server/queries/read-sign-off";

export const metadata: Metadata = { title: "Review session" };

type Search = Record<string, string | string[] | undefined>;

const reviewOf = (
  { standing }: Pick<BatchView | ScheduleWeekView, "standing">,
  named: { batch?: string; week?: string },
): ReviewOf => ({
  batch: named.batch ?? null,
  week: named.week ?? null,
  says: standing.says,
  remaining: standing.remaining,
});

export default async function ReviewPage({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Promise<Search>;
}) {
  const { program } = await params;
  const { batch, week, session } = await searchParams;
  const { may, owners } = await readForPage(readProgram, { program });
  const maySign = may.includes("sign-off:give");
  if (typeof session === "string") {
    const initial = await readForPage(readReviewSession, { program, session });
    const next = initial.rows.find(({ outcome }) => outcome === "open") ?? initial.rows[0];
    const isOver = initial.finishedAt !== null;
    return (
      <ReviewView
        first={
          next && !isOver
            ? await readForPage(readSignOff, { program, kind: next.kind, key: next.key })
            : null
        }
        initial={initial}
        key={initial.id}
        maySign={maySign}
        owners={owners}
        program={program}
      />
    );
  }
  const { batches, weeks, guide } = await readForPage(listBatches, { program });
  const inBatch = batches.find(({ key }) => key === batch);
  const inWeek = weeks.find(({ startsAt }) => startsAt === week);
  const named = inBatch ? { batch: inBatch.key } : inWeek ? { week: inWeek.startsAt } : null;
  const standing = inBatch ?? inWeek;
  if (!named || !standing) notFound();
  const { sessions } = await readForPage(listReviewSessions, { program, ...named });
  return (
    <ReviewStart
      checklist={guide.checklist}
      maySign={maySign}
      of={reviewOf(standing, named)}
      open={sessions.filter(({ finishedAt }) => finishedAt === null)}
      program={program}
    />
  );
}
