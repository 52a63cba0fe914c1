import { Worker } from "node:worker_threads";
import type { InventoryReading } from "@/lib/domain/inventory";
import { type Reason, Refusal, type RefusalCode } from "@/lib/domain/refusal";
import { readInventory } from "@/lib/formats/read-inventory";

export type TrackerFiles = {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly words: { readonly legacy: string; readonly target: string };
};

export type TrackerReader = (trackers: TrackerFiles) => Promise<InventoryReading>;

type Answer =
  | { reading: InventoryReading }
  | { refusal: { code: RefusalCode; message: string; reasons: Reason[] } };

/** Below this, reading takes less time than starting a thread. */
const worthAThread = 1024 * 1024;

export const readTrackersHere: TrackerReader = async ({ files, words }) =>
  readInventory(files, words);

/**
 * Reads trackers without stalling the server: 45 MB take some seconds, during which the data plane
 * shares the process. `worker` is the compiled `tracker-worker`.
 */
export const trackerReader =
  (worker: URL): TrackerReader =>
  async (trackers) => {
    const size = trackers.files.reduce((total, { bytes }) => total + bytes.byteLength, 0);
    if (size < worthAThread) return readTrackersHere(trackers);
    const thread = new Worker(worker, { workerData: trackers });
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        thread.once("message", resolve);
        thread.once("error", reject);
      });
      if ("reading" in answer) return answer.reading;
      const { code, message, reasons } = answer.refusal;
      throw new Refusal(code, message, reasons);
    } finally {
      await thread.terminate();
    }
  };
