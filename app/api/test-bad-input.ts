import { afterAll, beforeAll } from "vitest";
import type { Problem } from "@/lib/contract/words";
import { bearer } from "@/lib/server/test-callers";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime, type TestDatabase } from "@/lib/server/test-runtime";
import { refusedBy } from "./test-refused";

/** The program that is asked in tests of what is refused. */
export const program = "here";

/** A database with that program; `refused` sends what is wrong and expects a sentence and nothing written. */
export const withProgramToRefuse = () => {
  let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
  beforeAll(async () => {
    runtime = await startTestRuntime();
    await exampleProgram(runtime.database, program);
  });
  afterAll(() => runtime.close());
  return {
    database: (): TestDatabase => runtime.database,
    admin: () => bearer(runtime.localToken ?? ""),
    refused: (request: () => Promise<Response>): Promise<Problem> =>
      refusedBy(runtime.database, request),
  };
};
