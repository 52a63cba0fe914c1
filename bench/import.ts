import fs from "node:fs";
import path from "node:path";
import { callJson, generatedTracker, startServer } from "@/bench/start-server";
import type { BenchResult, Suite } from "@/bench/suite";
import type { ImportView } from "@/lib/contract/imports";

type File = { name: string; bytes: Uint8Array };

const realTrackers = (): File[] => {
  const folder = path.resolve(process.env.SIGNALBOX_REAL ?? "../shared/real", "quay");
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .map((name) => ({ name, bytes: fs.readFileSync(path.join(folder, name)) }));
};

const formOf = (files: readonly File[]): FormData => {
  const form = new FormData();
  for (const { name, bytes } of files) form.append("files", new Blob([bytes as BlobPart]), name);
  return form;
};

/** Reads, previews and writes trackers over the API of a running Signalbox, as a person's upload does. */
const run = async (): Promise<BenchResult> => {
  const server = await startServer();
  const rows: Record<string, string | number>[] = [];
  const measure = async (name: string, key: string, files: File[]): Promise<number> => {
    await callJson(server, "POST", "/programs", { key, legacy: "python", target: "go" });
    const started = performance.now();
    const preview = await callJson<ImportView>(
      server,
      "POST",
      `/programs/${key}/imports`,
      formOf(files),
    );
    const previewed = performance.now();
    await callJson(server, "POST", `/programs/${key}/imports/${preview.id}/apply`);
    const written = performance.now();
    const items = Object.values(preview.summary.creates).reduce((sum, count) => sum + count, 0);
    rows.push({
      what: name,
      rows: items,
      "preview ms": Math.round(previewed - started),
      "write ms": Math.round(written - previewed),
      "peak MB": server.peakMegabytes(),
      "µs a row": Math.round(((written - started) * 1000) / items),
    });
    return written - started;
  };
  try {
    const real = realTrackers();
    const realMilliseconds = real.length > 0 ? await measure("real trackers", "real", real) : null;
    const ten = await measure("generated", "ten", [
      { name: "routes.csv", bytes: generatedTracker(10_000) },
    ]);
    const hundred = await measure("generated", "hundred", [
      { name: "routes.csv", bytes: generatedTracker(100_000) },
    ]);
    return {
      name: "import: read, preview and write over the API",
      rows,
      goals: [
        ...(realMilliseconds === null
          ? []
          : [
              {
                says: `real trackers under 3 s (${(realMilliseconds / 1000).toFixed(2)} s)`,
                holds: realMilliseconds < 3000,
              },
            ]),
        {
          says: `100,000 rows take at most 1.5 times ten times what 10,000 take (${(hundred / ten).toFixed(1)} times)`,
          holds: hundred / ten < 15,
        },
        {
          says: `memory is bounded by the 150,000 rows and 64 MB that one import may hold; 100,000 peak at ${server.peakMegabytes()} MB (under 2,500)`,
          holds: server.peakMegabytes() < 2500,
        },
      ],
    };
  } finally {
    await server.stop();
  }
};

export const suite: Suite = { name: "import", run };
