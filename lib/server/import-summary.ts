import { promisify } from "node:util";
import { deserialize, serialize } from "node:v8";
import { gunzip, gzip } from "node:zlib";
import type { ImportSummary } from "@/lib/contract/imports";
import type { ImportPlan } from "@/lib/domain/import-plan";
import type { Finding, InventoryReading } from "@/lib/domain/inventory";

/** How many rows a summary lists of each sort; the counts beside them are whole. */
const listed = 200;

const countBy = <T>(
  values: readonly T[],
  of: (value: T) => string | null,
): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) {
    const name = of(value);
    if (name !== null) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
};

const sum = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const textOf = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
};

const findingView = ({ code, says, items, origins }: Finding) => ({
  code,
  says,
  items: items.slice(0, listed),
  origins: origins.slice(0, listed).map((origin) => ({ ...origin })),
});

const wordsOf = (plan: ImportPlan, creates: number, changes: number): string => {
  if (plan.isEmpty) return "Nothing to change: the program is as these files say.";
  const parts = [
    ...(creates > 0 ? [`creates ${creates} ${creates === 1 ? "row" : "rows"}`] : []),
    ...(changes > 0 ? [`changes ${changes} ${changes === 1 ? "row" : "rows"}`] : []),
    ...(plan.moved.length > 0 ? [`updates where ${plan.moved.length} rows came from`] : []),
    ...(plan.couplings.adds.length + plan.couplings.removes.length > 0
      ? [`changes ${plan.couplings.adds.length + plan.couplings.removes.length} queue couplings`]
      : []),
  ];
  const words = parts.length > 0 ? parts.join(", ") : "updates what is known to be open";
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}; leaves ${plan.unchanged + plan.untouched} alone.`;
};

/** An import plan as people review it. */
export const importSummary = (plan: ImportPlan, reading: InventoryReading): ImportSummary => {
  const touched = new Set(
    [...plan.creates, ...plan.changes.map(({ after }) => after)].map(
      ({ kind, key }) => `${kind} ${key}`,
    ),
  );
  const routes = reading.items.filter(({ kind }) => kind === "route");
  const creates = countBy(plan.creates, ({ kind }) => kind);
  const changes = countBy(plan.changes, ({ kind }) => kind);
  return {
    creates,
    changes,
    unchanged: countBy(
      reading.items.filter(({ kind, key }) => !touched.has(`${kind} ${key}`)),
      ({ kind }) => kind,
    ),
    created: plan.creates.slice(0, listed).map(({ kind, key, title }) => ({ kind, key, title })),
    changed: plan.changes.slice(0, listed).map(({ kind, key, fields }) => ({
      kind,
      key,
      fields: fields.map(({ field, before, after }) => ({
        field,
        before: textOf(before),
        after: textOf(after),
      })),
    })),
    unnamed: plan.untouched,
    routesByFamily: countBy(routes, ({ family }) => family),
    routesByWave: countBy(routes, ({ wave }) => wave),
    findings: plan.findings.slice(0, 500).map(findingView),
    findingCounts: countBy(plan.findings, ({ code }) => code),
    hasEffect: !plan.isEmpty,
    says: wordsOf(plan, sum(creates), sum(changes)),
  };
};

type UploadedFile = { readonly name: string; readonly bytes: Uint8Array };

/** Uploaded files as one compressed value, so that what is applied is what was previewed. */
export const packFiles = async (files: readonly UploadedFile[]): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await promisify(gzip)(serialize(files), { level: 3 }));

export const unpackFiles = async (packed: Uint8Array): Promise<UploadedFile[]> =>
  deserialize(await promisify(gunzip)(packed)) as UploadedFile[];
