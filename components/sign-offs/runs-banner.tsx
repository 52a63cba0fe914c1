"use client";
import { useQuery } from "@tanstack/react-query";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ProgressBar } from "@/components/ui/progress-bar";
import { type RunsAnswer, runsQuery } from "@/lib/client/sign-off-run-queries";

/** Milliseconds for which a run that was stopped is still told of. */
const newsLastsMs = 86_400_000;

/** Runs of signatures that are under way, and one's own that was stopped before its end. */
export const RunsBanner = ({
  program,
  onShow,
}: {
  program: string;
  onShow: (run: string) => void;
}) => {
  const { data } = useQuery(runsQuery(program));
  const runs = data?.runs ?? [];
  const newestOfMine = runs.find(({ isMine }) => isMine);
  const isNews = (run: RunsAnswer["runs"][number]): boolean =>
    run === newestOfMine &&
    run.state === "stopped" &&
    Date.parse(run.updatedAt) > Date.now() - newsLastsMs;
  const shown = runs.filter((run) => run.state === "running" || isNews(run));
  return shown.map(({ id, by, isMine, state, signed, refused, total, batch, because }) => (
    <div className="mb-3" key={id}>
      <Banner
        action={
          <Button onClick={() => onShow(id)} size="sm">
            Show
          </Button>
        }
        title={
          state === "running"
            ? `${isMine ? "You are" : `${by} is`} signing ${total.toLocaleString("en-GB")} rows${batch ? ` of ${batch}` : ""}`
            : `Your signing was stopped at ${signed.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")} rows`
        }
        tone={state === "running" ? "blue" : "amber"}
      >
        {state === "running" ? (
          <ProgressBar done={signed + refused} label="Signing" total={total} />
        ) : (
          because
        )}
      </Banner>
    </div>
  ));
};
