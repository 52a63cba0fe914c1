import { createReadStream } from "node:fs";
import { Worker } from "node:worker_threads";
import type { SpooledFile } from "@/lib/contract/spooled-file";
import { type Reason, Refusal, type RefusalCode } from "@/lib/domain/refusal";
import type { ReportedTest, ReportReading } from "@/lib/domain/test-report";
import { readReport } from "@/lib/formats/read-report";

export type SpooledReport = Pick<SpooledFile, "name" | "path" | "size">;

export type ReportReader = (file: SpooledReport) => Promise<ReportReading>;

/** What the thread tells: some tests, then the rest of the reading, or why it is refused. */
export type ReportTold =
  | { readonly tests: readonly ReportedTest[] }
  | { readonly reading: Omit<ReportReading, "tests"> }
  | {
      readonly refusal: {
        readonly code: RefusalCode;
        readonly message: string;
        readonly reasons: readonly Reason[];
      };
    };

/** Below this, reading takes less time than starting a thread. */
const worthAThread = 1024 * 1024;

/** MB: a process that reads 91 MB of 200,000 cases stays under 620 (measured); beyond it the thread is ended. */
const mostMemory = 1_024;

export const readReportHere: ReportReader = ({ name, path }) =>
  readReport(name, createReadStream(path));

const readInThread = async (worker: URL, file: SpooledReport): Promise<ReportReading> => {
  const thread = new Worker(worker, {
    workerData: { name: file.name, path: file.path },
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  const tests: ReportedTest[] = [];
  try {
    return await new Promise<ReportReading>((resolve, reject) => {
      thread.on("message", (told: ReportTold) => {
        if ("tests" in told) tests.push(...told.tests);
        else if ("reading" in told) resolve({ ...told.reading, tests });
        else {
          const { code, message, reasons } = told.refusal;
          reject(new Refusal(code, message, reasons));
        }
      });
      thread.once("error", (error: Error & { code?: string }) => {
        const says = "takes more memory to read than one report may. Split it.";
        const isFull = error.code === "ERR_WORKER_OUT_OF_MEMORY";
        reject(isFull ? new Refusal("too-large", `${file.name} ${says}`) : error);
      });
      thread.once("exit", () => reject(new Error("The thread that reads reports ended early.")));
    });
  } finally {
    await thread.terminate();
  }
};

/** Reads reports without stalling the server, which the data plane shares. `worker` is the compiled `report-worker`. */
export const reportReader =
  (worker: URL): ReportReader =>
  (file) =>
    file.size < worthAThread ? readReportHere(file) : readInThread(worker, file);
