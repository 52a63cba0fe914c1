import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { DeputyView } from "@/lib/contract/deputies";

const stateWords = {
  now: { says: "signs now", tone: "green" },
  ahead: { says: "begins later", tone: "grey" },
  over: { says: "over", tone: "grey" },
  ended: { says: "ended early", tone: "grey" },
} as const;

const dayFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** The days that it holds on, both counted: it ends with the last moment of the last one. */
const daysOf = ({ from, until, endedAt }: DeputyView): string => {
  const last = endedAt ? new Date(endedAt) : new Date(new Date(until).getTime() - 1);
  return `${dayFormat.format(new Date(from))} to ${dayFormat.format(last)}`;
};

/** One deputy: for whom, for which teams, from when until when. */
export const DeputyLine = ({ deputy, onEnd }: { deputy: DeputyView; onEnd: () => void }) => {
  const { says, tone } = stateWords[deputy.state];
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-72">
        <p className="wrap-anywhere">
          <bdi className="font-strong">{deputy.deputy.name}</bdi> for{" "}
          <bdi className="font-strong">{deputy.absent.name}</bdi>
          {deputy.reason && (
            <span className="text-ink-2">
              : <bdi>{deputy.reason}</bdi>
            </span>
          )}
        </p>
        <p className="wrap-anywhere text-ink-2">
          Signs for{" "}
          {deputy.teams.length === 0 ? (
            <span className="text-ink-3">no team any more</span>
          ) : (
            <bdi>{deputy.teams.join(", ")}</bdi>
          )}
          , {daysOf(deputy)}; named by <bdi>{deputy.by}</bdi>
        </p>
      </div>
      <Badge tone={tone}>{says}</Badge>
      {deputy.mayEnd && (
        <Button onClick={onEnd} size="sm">
          End early
        </Button>
      )}
    </li>
  );
};
