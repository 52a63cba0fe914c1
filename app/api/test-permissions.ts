import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Operation } from "@/lib/contract/operation";
import { roles, scopes } from "@/lib/domain/permissions";
import type { Caller } from "@/lib/server/test-callers";
import { startTestRuntime, type TestDatabase } from "@/lib/server/test-runtime";
import { call, operationOf, problemIn } from "./test-border";
import { everyCaller } from "./test-every-caller";
import type { Row } from "./test-row";
import { whoMay } from "./test-who-may";

const words = (list: string): string[] => list.split(" ").filter((word) => word !== "");

/** Who was somebody once: nothing is left of what they could, whatever it was. */
const nobodyAnyMore = [
  "revoked token",
  "expired token",
  "deactivated admin",
  "admin whose session was ended",
];

/** `may`, or the code that a caller is refused with. */
const expectedFor = ({ operation, people, tokens }: Row): Record<string, string> => {
  const { open, path } = operationOf(operation);
  const outside = path.includes("{program}") ? "not-found" : "forbidden";
  const isForAll = people === "anybody";
  const expected: Record<string, string> = {};
  for (const role of roles) {
    expected[role] = isForAll || words(people).includes(role) ? "may" : "forbidden";
  }
  expected.admin = "may";
  expected["person without a role"] = isForAll ? "may" : outside;
  expected["manager of another program"] = isForAll ? "may" : outside;
  expected.anonymous = open ? "may" : "unauthenticated";
  for (const scope of scopes) {
    const may = (isForAll && tokens !== "never") || words(tokens).includes(scope);
    expected[`token ${scope}`] = may ? "may" : "forbidden";
  }
  expected["token admin of the installation"] = tokens === "never" ? "forbidden" : "may";
  for (const gone of nobodyAnyMore) expected[gone] = open ? "may" : "unauthenticated";
  expected["token of another program"] = isForAll && tokens !== "never" ? "may" : "forbidden";
  return expected;
};

/** By request: what the log has of it. */
const auditOf = async (
  database: TestDatabase,
  requests: ReadonlyMap<string, string>,
): Promise<Record<string, string>> => {
  const events = await database.auditEvent.findMany({
    where: { requestId: { in: [...requests.values()] } },
    select: { requestId: true, outcome: true },
  });
  const ofRequest = (id: string): string =>
    events
      .filter(({ requestId }) => requestId === id)
      .map(({ outcome }) => outcome)
      .join(" and ") || "nothing";
  return Object.fromEntries([...requests].map(([name, id]) => [name, ofRequest(id)]));
};

/** What the log has to hold of a request: every write, every refusal for want of a right, nothing else. */
const auditFor = (row: Row, outcome: string): string => {
  const { method } = operationOf(row.operation);
  if (method === "GET" || row.isPreview) return "nothing";
  if (outcome === "may") return row.answers ? "nothing" : "accepted";
  return outcome === "forbidden" ? "denied" : "nothing";
};

/**
 * Tests every row of the operations of these methods over every caller. Each file that calls it has a database
 * of its own, so that they can run beside one another.
 */
export const testWhoMay = (...methods: readonly Operation["method"][]): void => {
  let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
  let callerNamed: (name: string) => Caller;
  // The inputs are made once the runtime is there; the names of the rows are needed before.
  const rows = whoMay(() => runtime.database).filter(({ operation }) =>
    methods.includes(operationOf(operation).method),
  );

  beforeAll(async () => {
    runtime = await startTestRuntime();
    callerNamed = await everyCaller(runtime);
  });
  afterAll(() => runtime.close());

  describe("who may", () => {
    test.each(
      rows.map((row) => [[row.operation, row.when].filter(Boolean).join(" "), row] as const),
    )(
      "%s",
      async (_, row) => {
        const expected = expectedFor(row);
        const { status = 200 } = operationOf(row.operation);
        const found: Record<string, string> = {};
        const requests = new Map<string, string>();
        const [may, mayNot] = [true, false].map((is) =>
          Object.keys(expected).filter((name) => (expected[name] === "may") === is),
        );
        let input = await row.input();
        // A refusal changes nothing, so that one input serves all who are refused.
        for (const name of [...(mayNot ?? []), ...(may ?? [])]) {
          if (expected[name] === "may") input = await row.input();
          const requestId = randomUUID();
          requests.set(name, requestId);
          const response = await call(row.operation, input, callerNamed(name), requestId);
          if (response.status === (row.answers ?? status)) {
            found[name] = "may";
            await response.body?.cancel();
          } else {
            const problem = await problemIn(response);
            found[name] = problem.code;
            expect(problem.requestId).toBe(requestId);
          }
        }
        expect(found).toEqual(expected);
        expect(await auditOf(runtime.database, requests)).toEqual(
          Object.fromEntries(
            Object.entries(expected).map(([name, outcome]) => [name, auditFor(row, outcome)]),
          ),
        );
      },
      120_000,
    );
  });
};
