"use client";
import dynamic from "next/dynamic";
import { ChartFrame, type LegendEntry } from "@/components/charts/chart-frame";
import { chartNumber, exactMoment } from "@/components/charts/chart-words";
import { type TrendLimit, type TrendSeries, trendRows } from "@/components/charts/trend-points";
import { Skeleton } from "@/components/ui/skeleton";

// The drawing library is 100 kB and more: no page pays for it before it shows a chart.
const TrendDrawing = dynamic(
  () => import("@/components/charts/trend-drawing").then((module) => module.TrendDrawing),
  { ssr: false, loading: () => <Skeleton className="size-full" /> },
);

/** So many rows of the table are shown, the newest first. */
const mostRows = 200;

const legendOf = (series: readonly TrendSeries[], limits: readonly TrendLimit[]): LegendEntry[] => [
  ...series.map(({ label, tone }) => ({
    label,
    ink: tone === "baseline" ? "var(--ink-3)" : `var(--${tone}-bar)`,
    ...(tone === "baseline" ? { dash: true } : {}),
  })),
  ...limits.slice(0, 1).map(() => ({ label: "limit", ink: "var(--fail)", dash: true })),
];

/**
 * Values over time, with the limits drawn in and named. Where nothing was measured there is a gap.
 * Colours are those of the owners: legacy amber, target blue.
 */
export const TrendChart = ({
  label,
  unit,
  series,
  limits = [],
  gapSeconds = 3600,
  from,
  to,
  height = 260,
}: {
  /** What it shows: `P95 of Registry pull in staging`. */
  label: string;
  /** `ms`, `%`, `/s`. */
  unit: string;
  series: readonly TrendSeries[];
  limits?: readonly TrendLimit[];
  /** A longer silence is a gap in the line. */
  gapSeconds?: number;
  /** ISO ends of the axis; what was measured decides without them. */
  from?: string;
  to?: string;
  height?: number;
}) => {
  const rows = trendRows(series, gapSeconds);
  const words = (value: number | null | undefined): string =>
    value === null || value === undefined ? "–" : `${chartNumber(value)} ${unit}`;
  const newest = series.map(({ key, label: name }) => {
    const row = rows.findLast((each) => each[key] !== null && each[key] !== undefined);
    return `${name} ${row === undefined ? "was not measured" : `last ${words(row[key])}`}`;
  });
  // The baseline is one value all along: a column of it says nothing that the legend does not.
  const columns = series.filter(({ tone }) => tone !== "baseline");
  const limitWords = limits.map(({ label: name }) => name);
  return (
    <ChartFrame
      columns={["Measured", ...columns.map(({ label: name }) => name)]}
      height={height}
      label={label}
      legend={legendOf(series, limits)}
      rows={rows
        .filter((row) => columns.some(({ key }) => row[key] !== null && row[key] !== undefined))
        .slice(-mostRows)
        .reverse()
        .map((row) => [exactMoment(row.at), ...columns.map(({ key }) => words(row[key]))])}
      says={[...newest, ...limitWords].join("; ")}
    >
      <TrendDrawing
        from={from ? Date.parse(from) : undefined}
        limits={limits}
        rows={rows}
        series={series}
        to={to ? Date.parse(to) : undefined}
        unit={unit}
      />
    </ChartFrame>
  );
};
