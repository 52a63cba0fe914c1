import { expect } from "vitest";
import type { Problem } from "@/lib/contract/words";
import type { TestDatabase } from "@/lib/server/test-runtime";
import { problemIn } from "./test-border";

/** How many rows each table holds, and at which version each environment is: what a half-written request would change. */
const traces = async (database: TestDatabase): Promise<unknown> =>
  Promise.all([
    database.program.count(),
    database.environment.findMany({ select: { key: true, version: true }, orderBy: { id: "asc" } }),
    database.item.count(),
    database.import.count(),
    database.finding.count(),
    database.switchChange.count(),
    database.force.count(),
    database.token.count(),
    database.auditEvent.count(),
  ]);

/** Sends what is wrong, expects a problem with a sentence in return and nothing written. */
export const refusedBy = async (
  database: TestDatabase,
  request: () => Promise<Response>,
): Promise<Problem> => {
  const before = await traces(database);
  const problem = await problemIn(await request());
  expect(await traces(database)).toEqual(before);
  expect(problem.detail).toMatch(/^[\s\S]{10,600}$/);
  return problem;
};
