import { parentPort, workerData } from "node:worker_threads";
import { Refusal } from "@/lib/domain/refusal";
import { readInventory } from "@/lib/formats/read-inventory";
import type { TrackerFiles } from "@/lib/server/inventory/read-trackers";

/** Reads large trackers in a thread of its own; see `read-trackers`. */
const { files, words } = workerData as TrackerFiles;

try {
  parentPort?.postMessage({ reading: readInventory(files, words) });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  const { code, message, reasons } = error;
  parentPort?.postMessage({ refusal: { code, message, reasons } });
}
