import Link from "next/link";
import { measuredWords, spanWords } from "@/components/budgets/budget-words";
import { Panel } from "@/components/ui/panel";
import { Cell, HeadCell, Row, TableFrame, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { BudgetDetail } from "@/lib/contract/budgets";
import { isMetric, metricUnit, metricWords } from "@/lib/domain/metric";

/** What was measured, newest first, with the build and where it came from. */
export const MeasurementTable = ({
  detail,
  program,
}: {
  detail: BudgetDetail;
  program: string;
}) => {
  const { measurements, measured, owners } = detail;
  if (measurements.length === 0) return null;
  const metrics = [...new Set(measurements.flatMap(({ values }) => Object.keys(values)))]
    .filter(isMetric)
    .sort();
  return (
    <Panel
      action={
        <span className="text-ink-3">
          {measured > measurements.length
            ? `the newest ${measurements.length} of ${measured.toLocaleString("en-GB")}`
            : measured.toLocaleString("en-GB")}
        </span>
      }
      flush
      title="Measurements"
    >
      <TableFrame className="max-h-96 rounded-none border-x-0 border-b-0" label="Measurements">
        <TableHead>
          <tr>
            <HeadCell pin>Until</HeadCell>
            <HeadCell>Side</HeadCell>
            {metrics.map((metric) => (
              <HeadCell key={metric} numeric>
                {metricWords(metric)}
              </HeadCell>
            ))}
            <HeadCell numeric>Samples</HeadCell>
            <HeadCell numeric>Span</HeadCell>
            <HeadCell>Build</HeadCell>
            <HeadCell>Source</HeadCell>
          </tr>
        </TableHead>
        <tbody>
          {measurements.map((row) => (
            <Row key={row.id}>
              <Cell pin>
                <Time iso={row.at} />
              </Cell>
              <Cell>{owners[row.side]}</Cell>
              {metrics.map((metric) => {
                const value = row.values[metric];
                return (
                  <Cell key={metric} numeric>
                    {value === undefined ? "–" : measuredWords(value, metricUnit(metric))}
                  </Cell>
                );
              })}
              <Cell numeric>{row.samples?.toLocaleString("en-GB") ?? "not told"}</Cell>
              <Cell numeric>{spanWords(row.seconds)}</Cell>
              <Cell>
                <span className="mono">{row.commit?.slice(0, 10) ?? "not told"}</span>
              </Cell>
              <Cell>
                {row.evidence ? (
                  <Link
                    className="hover:underline"
                    href={`/programs/${program}/evidence/${row.evidence}`}
                    prefetch={false}
                  >
                    {row.source}
                  </Link>
                ) : (
                  row.source
                )}
              </Cell>
            </Row>
          ))}
        </tbody>
      </TableFrame>
    </Panel>
  );
};
