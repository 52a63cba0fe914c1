"use client";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { BurnUpRow } from "@/components/charts/burn-up-points";
import { ChartHint } from "@/components/charts/chart-hint";
import { axisMoments, chartMoment } from "@/components/charts/chart-words";

const tick = { fill: "var(--ink-3)", fontSize: 11 } as const;
const line = { dot: false, isAnimationActive: false, strokeWidth: 2, type: "linear" } as const;
const year = 366 * 86_400_000;

export const BurnUpDrawing = ({
  rows,
  targetAt,
  targetLabel,
  words,
}: {
  rows: readonly BurnUpRow[];
  targetAt: number | null;
  targetLabel: string;
  words: { readonly verified: string; readonly flipped: string };
}) => {
  const start = rows[0]?.at ?? targetAt ?? 0;
  const end = Math.max(rows.at(-1)?.at ?? start, targetAt ?? start, start + 86_400_000);
  const most = Math.max(1, ...rows.map(({ total }) => total ?? 0));
  return (
    <ResponsiveContainer height="100%" width="100%">
      <ComposedChart data={[...rows]} margin={{ top: 16, right: 12, bottom: 0, left: 0 }}>
        <CartesianGrid stroke="var(--line-soft)" vertical={false} />
        <XAxis
          axisLine={{ stroke: "var(--line)" }}
          dataKey="at"
          domain={[start, end]}
          minTickGap={36}
          scale="time"
          tick={tick}
          tickFormatter={(at: number) => chartMoment(at, year)}
          tickLine={false}
          ticks={axisMoments(start, end, 5)}
          type="number"
        />
        <YAxis
          allowDecimals={false}
          axisLine={false}
          domain={[0, Math.ceil(most * 1.08)]}
          tick={tick}
          tickCount={5}
          tickLine={false}
          width={48}
        />
        <Tooltip
          content={(props) => (
            <ChartHint hint={props} moment={(at) => chartMoment(at, year)} unit="rows" />
          )}
          isAnimationActive={false}
        />
        <Area
          activeDot={false}
          dataKey="wedge"
          fill="var(--pass)"
          fillOpacity={0.14}
          isAnimationActive={false}
          name="forecast"
          stroke="var(--pass)"
          strokeDasharray="4 3"
          strokeOpacity={0.7}
          type="linear"
        />
        <Line {...line} dataKey="total" name="all rows" stroke="var(--ink-3)" strokeWidth={1.5} />
        <Line {...line} dataKey="verified" name={words.verified} stroke="var(--pass)" />
        <Line {...line} dataKey="flipped" name={words.flipped} stroke="var(--target-bar)" />
        {targetAt !== null && (
          <ReferenceLine
            label={{ value: targetLabel, position: "top", fill: "var(--ink-2)", fontSize: 11 }}
            stroke="var(--ink-2)"
            strokeDasharray="2 3"
            x={targetAt}
          />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
};
