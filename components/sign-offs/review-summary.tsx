import Link from "next/link";
import { outcomeWords, reviewTitle } from "@/components/sign-offs/review-words";
import { buttonClass } from "@/components/ui/button";
import { Mark } from "@/components/ui/mark";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Time } from "@/components/ui/time";
import { programAddress, signOffAddress } from "@/lib/client/program-address";
import type { ReviewSessionView } from "@/lib/contract/review-sessions";

const outcomes = ["signed", "returned", "skipped", "open"] as const;

/** What a meeting came to: its checklist, who was there, and every row by what came of it. */
export const ReviewSummary = ({
  program,
  session,
}: {
  program: string;
  session: ReviewSessionView;
}) => {
  const { batch, weekOf, rows, counts, steps, attendees } = session;
  const of = batch ? { batch } : { week: weekOf ?? "" };
  return (
    <>
      <PageHeader
        actions={
          <>
            <Link
              className={buttonClass({})}
              href={programAddress(program, "sign-offs/review", of)}
              prefetch={false}
            >
              Another session
            </Link>
            <Link
              className={buttonClass({ variant: "primary" })}
              href={programAddress(
                program,
                batch ? `sign-offs/batches/${encodeURIComponent(batch)}` : "sign-offs/batches",
              )}
              prefetch={false}
            >
              {batch ? "To the batch" : "To the batches"}
            </Link>
          </>
        }
        title={`${reviewTitle(session)}: ended`}
      >
        {session.finishedBy} ended it <Time iso={session.finishedAt} />. There were{" "}
        {attendees.join(", ") || "nobody named"}.
      </PageHeader>
      <div className="grid items-start gap-3.5 rail:grid-cols-[minmax(0,1fr)_20rem]">
        <Panel
          flush
          title={outcomes.map((each) => `${counts[each] ?? 0} ${outcomeWords[each]}`).join(", ")}
        >
          <ul className="border-t">
            {outcomes.flatMap((outcome) =>
              rows
                .filter((row) => row.outcome === outcome)
                .map(({ kind, key, by }) => (
                  <li
                    className="flex flex-wrap items-baseline gap-x-3 border-line-soft border-t px-4 py-1.5 first:border-t-0"
                    key={`${kind} ${key}`}
                  >
                    <Link
                      className="mono hover:underline"
                      href={signOffAddress(program, kind, key)}
                      prefetch={false}
                    >
                      {key}
                    </Link>
                    <span className="text-ink-2">
                      {outcomeWords[outcome]}
                      {by && ` by ${by}`}
                    </span>
                  </li>
                )),
            )}
          </ul>
        </Panel>
        {steps.length > 0 && (
          <Panel title="Checklist">
            <ol className="flex flex-col gap-1.5">
              {steps.map(({ says, doneBy }) => (
                <li className="flex items-start gap-2" key={says}>
                  <Mark
                    kind={doneBy === null ? "unknown" : "pass"}
                    label={doneBy === null ? "not ticked" : "ticked"}
                  />
                  <span className="wrap-anywhere">
                    {says} {doneBy && <span className="text-ink-3">{doneBy}</span>}
                  </span>
                </li>
              ))}
            </ol>
          </Panel>
        )}
      </div>
    </>
  );
};
