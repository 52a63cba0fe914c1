import { parentPort, workerData } from "node:worker_threads";
import { Refusal } from "@/lib/domain/refusal";
import {
  type ReportTold,
  readReportHere,
  type SpooledReport,
} from "@/lib/server/evidence/read-report-file";

/** Reads a large report in a thread of its own; see `read-report-file`. */
const tell = (told: ReportTold): void => parentPort?.postMessage(told);

/** So many at once, so that the other side is never long about taking them. */
const atOnce = 2_000;

try {
  const { tests, ...reading } = await readReportHere(workerData as SpooledReport);
  for (let from = 0; from < tests.length; from += atOnce) {
    tell({ tests: tests.slice(from, from + atOnce) });
  }
  tell({ reading });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  const { code, message, reasons } = error;
  tell({ refusal: { code, message, reasons } });
}
