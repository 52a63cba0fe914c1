import { chartNumber, exactMoment } from "@/components/charts/chart-words";

type Hint = {
  readonly active?: boolean;
  readonly label?: string | number;
  readonly payload?: readonly {
    readonly name?: string | number;
    readonly value?: unknown;
    readonly color?: string;
    readonly dataKey?: unknown;
  }[];
};

/** What lies beneath the pointer: the moment, and what each line has there. */
export const ChartHint = ({
  hint,
  unit,
  moment = exactMoment,
}: {
  hint: Hint;
  unit: string;
  moment?: (at: number) => string;
}) => {
  const shown = (hint.payload ?? []).filter(({ value }) => typeof value === "number");
  if (!hint.active || shown.length === 0) return null;
  return (
    <div className="rounded-lg border bg-raise px-2.5 py-1.5 text-sm shadow-raise">
      <p className="text-ink-2">{moment(Number(hint.label))}</p>
      {shown.map(({ name, value, color }) => (
        <p className="flex items-center justify-between gap-3 tabular-nums" key={String(name)}>
          <span className="flex items-center gap-1.5">
            <span
              aria-hidden="true"
              className="size-2 rounded-full"
              style={{ background: color }}
            />
            {name}
          </span>
          <span className="font-strong">
            {chartNumber(Number(value))} {unit}
          </span>
        </p>
      ))}
    </div>
  );
};
