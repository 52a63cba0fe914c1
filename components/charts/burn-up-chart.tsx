"use client";
import dynamic from "next/dynamic";
import {
  type BurnUpForecast,
  type BurnUpPoint,
  burnUpRows,
} from "@/components/charts/burn-up-points";
import { ChartFrame } from "@/components/charts/chart-frame";
import { Skeleton } from "@/components/ui/skeleton";

const BurnUpDrawing = dynamic(
  () => import("@/components/charts/burn-up-drawing").then((module) => module.BurnUpDrawing),
  { ssr: false, loading: () => <Skeleton className="size-full" /> },
);

/**
 * Verified and flipped rows over days against all rows, the forecast as a wedge between the fastest and the
 * slowest rate, and the target date. Drawn lazily; the same figures stand in a table beneath it.
 */
export const BurnUpChart = ({
  label,
  points,
  forecast = null,
  targetDay = null,
  targetLabel = "target",
  words = { verified: "verified", flipped: "on the target" },
  height = 220,
}: {
  /** What it shows: `Verified and flipped rows`. */
  label: string;
  points: readonly BurnUpPoint[];
  forecast?: BurnUpForecast | null;
  /** `2026-12-31`, drawn as an upright line with `targetLabel`. */
  targetDay?: string | null;
  targetLabel?: string;
  words?: { readonly verified: string; readonly flipped: string };
  height?: number;
}) => {
  const rows = burnUpRows(points, forecast);
  const last = points.reduce<BurnUpPoint | null>(
    (newest, each) => (newest === null || each.day > newest.day ? each : newest),
    null,
  );
  const wedge =
    forecast?.low == null
      ? ""
      : `; all ${words.verified} between ${forecast.low} and ${forecast.high ?? "never at the slowest rate"}`;
  return (
    <ChartFrame
      columns={["Day", "All rows", words.verified, words.flipped]}
      height={height}
      label={label}
      legend={[
        { label: "all rows", ink: "var(--ink-3)" },
        { label: words.verified, ink: "var(--pass)" },
        { label: words.flipped, ink: "var(--target-bar)" },
        ...(forecast?.low == null ? [] : [{ label: "forecast", ink: "var(--pass)", dash: true }]),
      ]}
      rows={[...points]
        .sort((one, other) => other.day.localeCompare(one.day))
        .map(({ day, total, verified, flipped }) => [
          day,
          String(total),
          String(verified),
          String(flipped),
        ])}
      says={
        last === null
          ? "Nothing is recorded yet"
          : `On ${last.day} ${last.verified} of ${last.total} rows ${words.verified}, ${last.flipped} ${words.flipped}${wedge}`
      }
    >
      <BurnUpDrawing
        rows={rows}
        targetAt={targetDay === null ? null : Date.parse(`${targetDay.slice(0, 10)}T00:00:00Z`)}
        targetLabel={targetLabel}
        words={words}
      />
    </ChartFrame>
  );
};
