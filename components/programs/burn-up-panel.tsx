import { BurnUpChart } from "@/components/charts/burn-up-chart";
import { Panel } from "@/components/ui/panel";
import { dayWords } from "@/components/ui/relative-time";
import type { ProgramProgress } from "@/lib/contract/overview";
import type { ProgramSummary } from "@/lib/contract/programs";

/** Verified and flipped rows over the days, and where their pace leads. */
export const BurnUpPanel = ({
  program,
  progress,
  milestone,
  now,
}: {
  program: Pick<ProgramSummary, "environments" | "owners">;
  progress: ProgramProgress;
  /** The next milestone, whose date is drawn in. */
  milestone: { readonly key: string; readonly targetAt: string | null } | null;
  now: number;
}) => {
  const { points, verified, recordedSince } = progress;
  const last = points.at(-1);
  // Where the target has most: a retired row counts everywhere, so that an idle environment is not empty.
  const environment = program.environments.reduce<ProgramSummary["environments"][number] | null>(
    (most, each) =>
      most && (last?.flipped[most.key] ?? 0) >= (last?.flipped[each.key] ?? 0) ? most : each,
    null,
  );
  const total = last?.total ?? 0;
  const target = milestone?.targetAt ?? null;
  return (
    <Panel title={`Verified and flipped, of ${total.toLocaleString("en-GB")}`}>
      <BurnUpChart
        forecast={
          verified.kind === "range" ? { low: verified.earliest, high: verified.latest } : null
        }
        height={196}
        label="Verified and flipped rows"
        points={points.map(({ day, total: of, verified: done, flipped }) => ({
          day,
          total: of,
          verified: done,
          flipped: flipped[environment?.key ?? ""] ?? 0,
        }))}
        targetDay={target === null ? null : target.slice(0, 10)}
        targetLabel={milestone?.key ?? "target"}
        words={{
          verified: "verified",
          flipped: `on ${program.owners.target} in ${environment?.name.toLowerCase() ?? "no environment"}`,
        }}
      />
      <p className="mt-1.5 text-ink-2 text-sm">
        {verified.says}
        {recordedSince !== null &&
          ` Days before ${dayWords(recordedSince, now)} came with the example and were not recorded here.`}
      </p>
    </Panel>
  );
};
