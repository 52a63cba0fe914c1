import Link from "next/link";
import { ReviewEvidence } from "@/components/sign-offs/review-evidence";
import { outcomeWords } from "@/components/sign-offs/review-words";
import { isReady, rowName } from "@/components/sign-offs/sign-off-words";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Mark } from "@/components/ui/mark";
import { signOffAddress } from "@/lib/client/program-address";
import type { ReviewSessionView } from "@/lib/contract/review-sessions";
import type { SignOffRow } from "@/lib/contract/sign-offs";
import { stepWords } from "@/lib/domain/step-words";

type Outcome = ReviewSessionView["rows"][number]["outcome"];

const tones = { signed: "green", returned: "amber", skipped: "grey", open: "blue" } as const;

/** One row of a meeting, large enough for a room: what it is, what stands on both sides, what is missing, what to do. */
export const ReviewRow = ({
  program,
  row,
  owners,
  outcome,
  outcomeBy,
  place,
  total,
  maySign,
  onSign,
  onReturn,
  onSkip,
  onMove,
}: {
  program: string;
  row: SignOffRow;
  owners: { legacy: string; target: string };
  outcome: Outcome;
  /** Whose doing it was. */
  outcomeBy: string | null;
  place: number;
  total: number;
  maySign: boolean;
  onSign: () => void;
  onReturn: () => void;
  onSkip: () => void;
  onMove: (by: number) => void;
}) => {
  const lacks = [
    ...row.missing.map(({ says }) => ({ says, kind: "unknown", label: "missing" }) as const),
    ...(row.objection && row.waits !== "done" && row.missing.length === 0
      ? [{ says: row.objection, kind: "none", label: "not yours" } as const]
      : []),
  ];
  return (
    <article aria-label={`Row ${row.key}`} className="rounded-xl border bg-panel p-4 sm:p-6">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="flex flex-wrap items-center gap-2 text-ink-2">
          <span className="tabular-nums">
            {place + 1} of {total}
          </span>
          <Badge tone={tones[outcome]}>
            {outcomeWords[outcome]}
            {outcomeBy && ` by ${outcomeBy}`}
          </Badge>
        </p>
        <span className="flex gap-1">
          <IconButton
            disabled={place === 0}
            icon="chevron-left"
            label="The row before (k)"
            onClick={() => onMove(-1)}
          />
          <IconButton
            disabled={place + 1 === total}
            icon="chevron-right"
            label="The next row (j)"
            onClick={() => onMove(1)}
          />
        </span>
      </div>
      <h2 className="wrap-anywhere mt-3 font-bold text-2xl tracking-[-0.02em]">{rowName(row)}</h2>
      <p className="mt-1 text-ink-2 text-lg">
        <Link
          className="mono hover:underline"
          href={signOffAddress(program, row.kind, row.key)}
          prefetch={false}
          target="_blank"
        >
          {row.key}
        </Link>{" "}
        · <bdi>{row.team ?? "no owner"}</bdi> · {stepWords(row.state)}
        {row.to && ` → ${stepWords(row.to)}`}
      </p>
      {row.returned && (
        <div className="mt-4">
          <Banner
            title={`${row.returned.kind === "rejected" ? "Rejected" : "Needs work"}: ${row.returned.reason}`}
            tone="amber"
          >
            <bdi>{row.returned.by}</bdi>
          </Banner>
        </div>
      )}
      {lacks.length > 0 && (
        <ul aria-label="What is missing" className="mt-4 flex flex-col gap-1.5 text-lg">
          {lacks.map(({ says, kind, label }) => (
            <li className="flex items-start gap-2" key={says}>
              <Mark kind={kind} label={label} />
              <span className="wrap-anywhere">{says}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-5">
        <ReviewEvidence owners={owners} program={program} row={row} />
      </div>
      {maySign && (
        <div className="mt-6 flex flex-wrap gap-2 border-t pt-4">
          <Button disabled={!isReady(row)} onClick={onSign} variant="primary">
            Sign now
          </Button>
          <Button disabled={row.waits === "done"} onClick={onReturn}>
            Needs work
          </Button>
          <Button disabled={outcome === "signed" || outcome === "returned"} onClick={onSkip}>
            {outcome === "skipped" ? "Take it up again" : "Leave for later"}
          </Button>
        </div>
      )}
    </article>
  );
};
