import type { SpooledFile } from "@/lib/contract/spooled-file";
import type { ReportReading } from "@/lib/domain/test-report";
import type { Database } from "@/lib/server/db";
import {
  type JoinedTest,
  joinTests,
  programTestJoin,
} from "@/lib/server/evidence/program-test-join";
import { runtime } from "@/lib/server/runtime";

type ReadReport = {
  readonly file: SpooledFile;
  readonly reading: ReportReading;
  readonly tests: readonly JoinedTest[];
};

/** Recognises and reads uploaded reports, and joins what they hold to the program's contract tests. */
export const readReports = async (
  files: readonly SpooledFile[],
  database: Database,
  programId: string,
): Promise<ReadReport[]> => {
  const join = await programTestJoin(database, programId);
  const read: ReadReport[] = [];
  for (const file of files) {
    const reading = await runtime().readReport(file);
    read.push({ file, reading, tests: await joinTests(reading.tests, join) });
  }
  return read;
};
