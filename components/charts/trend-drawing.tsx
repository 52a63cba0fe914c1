"use client";
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { ChartHint } from "@/components/charts/chart-hint";
import { axisMoments, axisValues, chartMoment, chartNumber } from "@/components/charts/chart-words";
import {
  aloneIn,
  type TrendLimit,
  type TrendRow,
  type TrendSeries,
} from "@/components/charts/trend-points";

const inks = {
  legacy: "var(--legacy-bar)",
  target: "var(--target-bar)",
  baseline: "var(--ink-3)",
} as const;

const tick = { fill: "var(--ink-3)", fontSize: 11 } as const;

export const TrendDrawing = ({
  rows,
  series,
  limits,
  unit,
  from,
  to,
}: {
  rows: readonly TrendRow[];
  series: readonly TrendSeries[];
  limits: readonly TrendLimit[];
  unit: string;
  from?: number;
  to?: number;
}) => {
  const start = from ?? rows[0]?.at ?? 0;
  const end = to ?? rows.at(-1)?.at ?? start + 1;
  const values = axisValues([
    ...limits.map(({ value }) => value),
    ...rows.flatMap((row) => series.flatMap(({ key }) => row[key] ?? [])),
  ]);
  const alone = new Map(series.map(({ key }) => [key, aloneIn(rows, key)]));
  return (
    <ResponsiveContainer height="100%" width="100%">
      <LineChart data={[...rows]} margin={{ top: 8, right: 12, bottom: 0, left: 0 }}>
        <CartesianGrid stroke="var(--line-soft)" vertical={false} />
        <XAxis
          axisLine={{ stroke: "var(--line)" }}
          dataKey="at"
          domain={[start, Math.max(end, start + 1)]}
          minTickGap={36}
          scale="time"
          tick={tick}
          tickFormatter={(at: number) => chartMoment(at, end - start)}
          tickLine={false}
          ticks={axisMoments(start, end, 6)}
          type="number"
        />
        <YAxis
          axisLine={false}
          domain={[values[0] ?? 0, values.at(-1) ?? 1]}
          tick={tick}
          tickFormatter={chartNumber}
          tickLine={false}
          ticks={values}
          unit={` ${unit}`}
          width={68}
        />
        <Tooltip
          content={(props) => <ChartHint hint={props} unit={unit} />}
          isAnimationActive={false}
        />
        {limits.map(({ value, label }) => (
          <ReferenceLine
            key={label}
            label={{
              value: label,
              position: "insideBottomLeft",
              fill: "var(--fail)",
              fontSize: 11,
            }}
            stroke="var(--fail)"
            strokeDasharray="6 4"
            strokeWidth={1.5}
            y={value}
          />
        ))}
        {series.map(({ key, label, tone }) => (
          <Line
            activeDot={{ r: 3.5 }}
            connectNulls={tone === "baseline"}
            dataKey={key}
            dot={({ key: dot, cx, cy, payload }) =>
              tone !== "baseline" && alone.get(key)?.has(payload.at) ? (
                <circle cx={cx} cy={cy} fill={inks[tone]} key={dot} r={3} />
              ) : (
                <g key={dot} />
              )
            }
            isAnimationActive={false}
            key={key}
            name={label}
            stroke={inks[tone]}
            strokeDasharray={tone === "baseline" ? "4 3" : undefined}
            strokeWidth={2}
            type="linear"
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
};
