import type { BenchResult, Suite } from "@/bench/suite";
import { planImport } from "@/lib/domain/import-plan";
import { readInventory } from "@/lib/formats/read-inventory";
import { writeCsv } from "@/lib/formats/write-csv";
import { realFiles, realFixtures } from "./real-fixtures";

const words = { legacy: "python", target: "go" };
const methods = ["GET", "POST", "PUT", "DELETE"];

/** A tracker and its owner matrix of so many routes, as bytes. */
const generated = (count: number): { name: string; bytes: Uint8Array }[] => {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: `ROUTE-${String(index).padStart(6, "0")}`,
    method: methods[index % 4] ?? "GET",
    path: `/api/v${index % 3}/thing${index >> 2}/<int:id>/part/<name>`,
    family: `family-${index % 40}`,
  }));
  const encode = (columns: string[], lines: string[][]): Uint8Array =>
    new TextEncoder().encode(writeCsv(columns, lines));
  return [
    {
      name: "route_tracker.csv",
      bytes: encode(
        [
          "route_id",
          "method",
          "path",
          "route_family",
          "file",
          "symbol",
          "auth_mode",
          "contract_test_id",
          "cutover_switch_id",
          "migration_status",
          "notes",
        ],
        rows.map(({ id, method, path, family }, index) => [
          id,
          method,
          path,
          family,
          `app/views/file${index % 500}.py`,
          `handler_${index}`,
          "session",
          `CT-${id}`,
          `ROUTE_OWNER_${id}`,
          "planned",
          "generated, not real",
        ]),
      ),
    },
    {
      name: "owners.csv",
      bytes: encode(
        ["item_type", "item_id", "owner", "wave", "batch", "status"],
        rows.map(({ id }, index) => [
          "route",
          id,
          `team-${index % 12}`,
          `A${index % 5}`,
          `BATCH-${index % 30}`,
          "verified-source-anchored",
        ]),
      ),
    },
  ];
};

const collect = (): void => {
  if (typeof globalThis.gc === "function") globalThis.gc();
};

type Row = Record<string, string | number>;

const measure = (
  what: string,
  files: { name: string; bytes: Uint8Array }[],
): Row & { ms: number; kb: number; items: number } => {
  collect();
  const heap = process.memoryUsage().heapUsed;
  const started = performance.now();
  const reading = readInventory(files, words);
  const read = performance.now();
  const plan = planImport([], reading);
  const planned = performance.now();
  const again = planImport(plan.creates, reading, { couplings: plan.couplings.adds });
  const ended = performance.now();
  collect();
  const held = (process.memoryUsage().heapUsed - heap) / 1024;
  if (!again.isEmpty) throw new Error("importing again was not empty");
  const items = reading.items.length;
  return {
    what,
    items,
    "read ms": Math.round(read - started),
    "plan ms": Math.round(planned - read),
    "plan again ms": Math.round(ended - planned),
    "µs per row": Math.round(((ended - started) * 1000) / items),
    "heap kB per row": Math.round((held / items) * 10) / 10,
    "peak rss MiB": Math.round(process.resourceUsage().maxRSS / 1024),
    ms: ended - started,
    kb: held / items,
  };
};

const shown = ({ ms: _, kb: __, ...row }: ReturnType<typeof measure>): Row => row;

/** Reading and planning imports: the real trackers, and generated ones to show how time and memory grow. */
export const suite: Suite = {
  name: "import-reading",
  run: async (): Promise<BenchResult> => {
    measure("warm-up", generated(2_000));
    const real = realFixtures() === null ? null : measure("real trackers", realFiles("quay"));
    const sizes = [10_000, 50_000, 100_000];
    const grown = sizes.map((count) => measure(`generated ${count}`, generated(count)));
    const [small, , large] = grown;
    const growth = small && large ? large.ms / large.items / (small.ms / small.items) : Number.NaN;
    const memory = small && large ? large.kb / small.kb : Number.NaN;
    return {
      name: suite.name,
      rows: [...(real ? [real] : []), ...grown].map(shown),
      goals: [
        ...(real
          ? [
              {
                says: `real trackers are read and planned in ${Math.round(real.ms)} ms (under 1,500, leaving as much for writing)`,
                holds: real.ms < 1500,
              },
            ]
          : []),
        {
          says: `a row of 100,000 takes ${growth.toFixed(2)} times one of 10,000 (linear: under 2)`,
          holds: growth < 2,
        },
        {
          says: `and ${memory.toFixed(2)} times its memory (linear: under 1.3)`,
          holds: memory < 1.3,
        },
      ],
    };
  },
};
