import { promisify } from "node:util";
import { deserialize, serialize } from "node:v8";
import { gunzip, gzip } from "node:zlib";
import type { ImportSummary } from "@/lib/contract/imports";
import type { ImportPlan } from "@/lib/domain/import-plan";
import type { Finding, InventoryReading } from "@/lib/domain/inventory";
import { type RegisterValue, registerKinds, registerWord } from "@/lib/domain/registers";

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

const registerText = (value: RegisterValue): string | null =>
  value === null || typeof value === "string"
    ? value
    : value.map((part) => String(part.title ?? part.key ?? "")).join("; ");

/** `497 rows, 16 program gates` of what is created or changed; `null` for nothing. */
const counted = (rows: number, registers: Readonly<Record<string, number>>): string | null => {
  const parts = [
    ...(rows > 0 ? [`${rows} ${rows === 1 ? "row" : "rows"}`] : []),
    ...registerKinds.flatMap((kind) => {
      const count = registers[kind] ?? 0;
      return count > 0 ? [`${count} ${registerWord(kind, count)}`] : [];
    }),
  ];
  return parts.length === 0 ? null : parts.join(", ");
};

const wordsOf = (plan: ImportPlan, creates: number, changes: number): string => {
  if (plan.isEmpty) return "Nothing to change: the program is as these files say.";
  const { registers } = plan;
  const created = counted(
    creates,
    countBy(registers.creates, ({ kind }) => kind),
  );
  const changed = counted(
    changes,
    countBy(registers.changes, ({ kind }) => kind),
  );
  const moved = plan.moved.length + registers.moved.length;
  const parts = [
    ...(created ? [`creates ${created}`] : []),
    ...(changed ? [`changes ${changed}`] : []),
    ...(moved > 0 ? [`updates where ${moved} rows came from`] : []),
    ...(plan.couplings.adds.length + plan.couplings.removes.length > 0
      ? [`changes ${plan.couplings.adds.length + plan.couplings.removes.length} queue couplings`]
      : []),
  ];
  const words = parts.length > 0 ? parts.join(", ") : "updates what is known to be open";
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}; leaves ${plan.unchanged + plan.untouched + registers.unchanged.length} alone.`;
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
  const { registers } = plan;
  return {
    creates: { ...creates, ...countBy(registers.creates, ({ kind }) => kind) },
    changes: { ...changes, ...countBy(registers.changes, ({ kind }) => kind) },
    unchanged: {
      ...countBy(
        reading.items.filter(({ kind, key }) => !touched.has(`${kind} ${key}`)),
        ({ kind }) => kind,
      ),
      ...countBy([...registers.unchanged, ...registers.moved], ({ kind }) => kind),
    },
    // Registers first: they are few, and what is decided by.
    created: [...registers.creates, ...plan.creates]
      .slice(0, listed)
      .map(({ kind, key, title }) => ({ kind, key, title })),
    changed: [
      ...registers.changes.map(({ kind, key, fields }) => ({
        kind,
        key,
        fields: fields.map(({ field, before, after }) => ({
          field,
          before: registerText(before),
          after: registerText(after),
        })),
      })),
      ...plan.changes.map(({ kind, key, fields }) => ({
        kind,
        key,
        fields: fields.map(({ field, before, after }) => ({
          field,
          before: textOf(before),
          after: textOf(after),
        })),
      })),
    ].slice(0, listed),
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
