import { html, type SafeHtml } from "./safe-html";

export type ChartLine = {
  readonly label: string;
  readonly tone: "legacy" | "target";
  readonly points: readonly { readonly at: string; readonly value: number }[];
};

export type ChartLimit = { readonly label: string; readonly value: number };

const width = 640;
const height = 200;
const left = 52;
const right = 12;
const top = 14;
const bottom = 24;

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

const figures = (value: number): string =>
  value === 0 ? "0" : String(Number(value.toPrecision(value >= 100 ? 4 : 3)));

/** Steps of 1, 2 or 5 times a power of ten: five lines at most up to the greatest value. */
const steps = (most: number): number[] => {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? most;
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, at) => at * step);
};

const day = (at: number): string => new Date(at).toISOString().slice(0, 16).replace("T", " ");

/**
 * Lines over time with their limits as an SVG that needs nothing else: for pages that are printed and kept.
 * Values that are no finite number are left out; without any value it says so. Legacy is broken, target is
 * whole, so that they differ without colour.
 */
export const packetChart = (
  title: string,
  unit: string,
  lines: readonly ChartLine[],
  limits: readonly ChartLimit[],
): SafeHtml => {
  const known = lines.map((line) => ({
    ...line,
    points: line.points
      .map(({ at, value }) => ({ at: Date.parse(at), value }))
      .filter(({ at, value }) => Number.isFinite(at) && Number.isFinite(value))
      .sort((one, other) => one.at - other.at),
  }));
  const points = known.flatMap((line) => line.points);
  if (points.length === 0) return html`<p class="quiet">${title}: nothing was measured.</p>`;
  const bounds = limits.filter(({ value }) => Number.isFinite(value));
  const start = points.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const end = points.reduce((most, { at }) => Math.max(most, at), start + 1);
  const greatest = [...points, ...bounds].reduce((most, { value }) => Math.max(most, value), 0);
  const most = greatest > 0 ? greatest * 1.1 : 1;
  const x = (at: number): string =>
    rounded(left + ((at - start) / (end - start)) * (width - left - right));
  const y = (value: number): string =>
    rounded(height - bottom - (Math.max(0, value) / most) * (height - top - bottom));
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<title>${title}</title>
${steps(most).map(
  (value) =>
    html`<path class="grid" d="M${left} ${y(value)}H${width - right}"/><text class="tick" x="${left - 6}" y="${y(value)}" dy="3" text-anchor="end">${figures(value)}</text>`,
)}
${bounds.map(
  ({ label, value }) =>
    html`<path class="limit" d="M${left} ${y(value)}H${width - right}"/><text class="limit-word" x="${width - right}" y="${y(value)}" dy="-4" text-anchor="end">${label}</text>`,
)}
${known.map(({ label, tone, points: own }) =>
  own.length === 1
    ? own.map(
        ({ at, value }) =>
          html`<circle class="dot-${tone}" cx="${x(at)}" cy="${y(value)}" r="3"><title>${label}</title></circle>`,
      )
    : own.length > 1
      ? html`<path class="line-${tone}" d="M${own.map(({ at, value }) => `${x(at)} ${y(value)}`).join("L")}"><title>${label}</title></path>`
      : null,
)}
<text class="tick" x="${left}" y="${height - 6}">${day(start)}</text>
<text class="tick" x="${width - right}" y="${height - 6}" text-anchor="end">${day(end)} UTC, ${unit}</text>
</svg>`;
};
