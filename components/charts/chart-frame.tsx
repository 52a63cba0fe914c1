"use client";
import { type ReactNode, useState } from "react";

export type LegendEntry = {
  readonly label: string;
  readonly ink: string;
  readonly dash?: boolean;
};

/**
 * What every chart has besides its drawing: a legend in words, a sentence for whoever does not see it, and
 * the same figures as a table that a keyboard reaches.
 */
export const ChartFrame = ({
  label,
  legend,
  says,
  columns,
  rows,
  height,
  children,
}: {
  label: string;
  legend: readonly LegendEntry[];
  /** What the drawing shows, in a sentence. */
  says: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  height: number;
  children: ReactNode;
}) => {
  const [isTabled, setTabled] = useState(false);
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2 text-sm">
        <span className="sr-only">{label}</span>
        {legend.map(({ label: name, ink, dash }) => (
          <span className="inline-flex items-center gap-1.5" key={name}>
            <svg aria-hidden="true" height="8" viewBox="0 0 18 8" width="18">
              <path
                d="M0 4H18"
                stroke={ink}
                strokeDasharray={dash ? "4 3" : undefined}
                strokeWidth="2"
              />
            </svg>
            {name}
          </span>
        ))}
      </figcaption>
      <div aria-label={`${label}. ${says}`} className="w-full" role="img" style={{ height }}>
        {children}
      </div>
      <details className="mt-1.5 text-sm" onToggle={(event) => setTabled(event.currentTarget.open)}>
        <summary className="w-fit cursor-pointer text-ink-2 hover:text-ink">As a table</summary>
        <section
          aria-label={`${label}, as a table`}
          className="mt-1.5 max-h-64 overflow-auto rounded-lg border"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard (WCAG 2.1.1)
          tabIndex={0}
        >
          <table className="w-full text-left">
            <thead className="sticky top-0 bg-rail">
              <tr>
                {columns.map((column, index) => (
                  <th
                    className={
                      index === 0 ? "px-3 py-1.5 font-medium" : "px-3 py-1.5 text-right font-medium"
                    }
                    key={column}
                    scope="col"
                  >
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {(isTabled ? rows : []).map((row) => (
                <tr className="border-line-soft border-t" key={row[0]}>
                  {row.map((cell, index) => (
                    <td
                      className={
                        index === 0
                          ? "whitespace-nowrap px-3 py-1"
                          : "px-3 py-1 text-right tabular-nums"
                      }
                      // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table stay in their order
                      key={index}
                    >
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
};
