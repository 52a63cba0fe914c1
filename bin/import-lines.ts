import type { ImportSummary } from "@/lib/contract/imports";

const columns = (rows: readonly (readonly [string, string])[]): string[] => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
};

const counts = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");

/** How many findings of one sort a terminal shows; the page shows all. */
const shown = 4;

const findingLines = (summary: ImportSummary): string[] =>
  Object.entries(summary.findingCounts).flatMap(([code, count]) => {
    const some = summary.findings.filter((finding) => finding.code === code).slice(0, shown);
    return [
      `  ${code} (${count})`,
      ...some.map(({ says }) => `    ${says}`),
      ...(count > some.length ? [`    … and ${count - some.length} more`] : []),
    ];
  });

const changeLines = (summary: ImportSummary): string[] =>
  summary.changed.slice(0, 10).map(({ kind, key, fields }) => {
    const values = fields
      .slice(0, 3)
      .map(({ field, before, after }) => `${field} ${before ?? "(none)"} -> ${after ?? "(none)"}`);
    return `  ${kind} ${key}: ${values.join("; ")}${fields.length > 3 ? "; …" : ""}`;
  });

/** What an import would do, or did, as text for a terminal. */
export const importLines = (summary: ImportSummary): string => {
  const kinds = [
    ...new Set([
      ...Object.keys(summary.creates),
      ...Object.keys(summary.changes),
      ...Object.keys(summary.unchanged),
    ]),
  ];
  const rows = kinds.map((kind): [string, string] => [
    kind,
    `create ${summary.creates[kind] ?? 0}, change ${summary.changes[kind] ?? 0}, leave ${summary.unchanged[kind] ?? 0}`,
  ]);
  return [
    summary.says,
    ...(rows.length > 0 ? ["", ...columns(rows)] : []),
    ...(Object.keys(summary.routesByFamily).length > 0
      ? ["", `Routes by family: ${counts(summary.routesByFamily)}`]
      : []),
    ...(Object.keys(summary.routesByWave).length > 0
      ? [`Routes by wave: ${counts(summary.routesByWave)}`]
      : []),
    ...(summary.changed.length > 0 ? ["", "Changes:", ...changeLines(summary)] : []),
    ...(summary.findings.length > 0
      ? ["", "Left open by the files:", ...findingLines(summary)]
      : []),
  ].join("\n");
};
