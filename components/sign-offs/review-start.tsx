"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { namesTyped, reviewTitle } from "@/components/sign-offs/review-words";
import { Banner } from "@/components/ui/banner";
import { Button, buttonClass } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { TextArea } from "@/components/ui/text-area";
import { Time } from "@/components/ui/time";
import { batchWrites, useBatchWrite } from "@/lib/client/batch-queries";
import { programAddress } from "@/lib/client/program-address";
import type { ReviewSessionLine } from "@/lib/contract/review-sessions";

/** What a meeting would go through, before it begins. */
export type ReviewOf = {
  readonly batch: string | null;
  readonly week: string | null;
  /** How it stands, a sentence. */
  readonly says: string;
  readonly remaining: number;
};

/** Begins a review meeting, or goes on with the one that somebody holds. */
export const ReviewStart = ({
  program,
  of,
  open,
  checklist,
  maySign,
}: {
  program: string;
  of: ReviewOf;
  /** Meetings about the same that go on. */
  open: readonly ReviewSessionLine[];
  checklist: readonly string[];
  maySign: boolean;
}) => {
  const router = useRouter();
  const [names, setNames] = useState("");
  const addressOf = (session: string): string =>
    programAddress(program, "sign-offs/review", { session });
  const { run, isBusy, fault } = useBatchWrite(program, batchWrites.startSession, ({ id }) =>
    router.replace(addressOf(id)),
  );
  const { batch, week, remaining } = of;
  return (
    <>
      <PageHeader title={reviewTitle({ batch, weekOf: week })}>{of.says}</PageHeader>
      {open.map((session) => (
        <div className="mb-3.5" key={session.id}>
          <Banner
            action={
              <Link
                className={buttonClass({ variant: "primary" })}
                href={addressOf(session.id)}
                prefetch={false}
              >
                Go on
              </Link>
            }
            title={`${session.startedBy} began one that goes on.`}
            tone="blue"
          >
            <Time iso={session.startedAt} />, {session.attendees.join(", ")}
          </Banner>
        </div>
      ))}
      <div className="grid items-start gap-3.5 rail:grid-cols-2">
        <Panel title="Who is here">
          <TextArea
            disabled={!maySign}
            hint="A name a line. You are among them."
            label="Names"
            onChange={(event) => setNames(event.target.value)}
            rows={4}
            value={names}
          />
          {fault && (
            <div className="mt-3">
              <ErrorState fault={fault} />
            </div>
          )}
          <div className="mt-3">
            <Button
              busy={isBusy}
              disabled={!maySign || (remaining === 0 && open.length === 0)}
              onClick={() =>
                run({
                  program,
                  ...(batch === null ? { week: week ?? "" } : { batch }),
                  attendees: namesTyped(names),
                })
              }
              variant="primary"
            >
              {open.length > 0
                ? "Join with these names"
                : `Begin with ${remaining} ${remaining === 1 ? "row" : "rows"}`}
            </Button>
          </div>
          {!maySign && (
            <p className="mt-2 text-ink-2">Owners, engineers and managers begin a review.</p>
          )}
        </Panel>
        <Panel title="Every meeting goes through">
          {checklist.length === 0 ? (
            <p className="text-ink-2">
              Nothing yet. A checklist comes with the imported schedule, or is set with the batches.
            </p>
          ) : (
            <ol className="list-inside list-decimal">
              {checklist.map((says) => (
                <li key={says}>{says}</li>
              ))}
            </ol>
          )}
        </Panel>
      </div>
    </>
  );
};
