import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Operation, pathNames } from "@/lib/contract/operation";
import { operations } from "@/lib/contract/operations";
import { loadExample } from "@/lib/server/commands/load-example";
import { loadExamplePeople } from "@/lib/server/commands/load-example-people";
import { admin, as } from "@/lib/server/test-actors";
import { browserOf, type Caller } from "@/lib/server/test-callers";
import { startTestRuntime } from "@/lib/server/test-runtime";
import { examplePrograms } from "@/prisma/examples/all";
import type { ExampleProgram } from "@/prisma/examples/example-program";
import { call, type Input } from "./test-border";

let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
let amara: Caller;
beforeAll(async () => {
  runtime = await startTestRuntime();
  await loadExamplePeople.run(as(admin), {});
  for (const { key } of examplePrograms) await loadExample.run(as(admin), { key });
  const { id } = await runtime.database.person.findUniqueOrThrow({ where: { handle: "amara" } });
  amara = await browserOf(runtime, id);
}, 120_000);
afterAll(() => runtime.close());

/** What an operation asks for besides a place. */
const besides: Readonly<Record<string, (example: ExampleProgram) => Input>> = {
  listComments: () => ({ subjectKind: "milestone", subjectKey: "M0" }),
  findPlaces: () => ({ q: "a" }),
  canIFlip: ({ capabilities }) => ({ capability: capabilities[0]?.key }),
  exportPacket: ({ environments }) => ({ environment: environments[0]?.key, format: "json" }),
};

/** They answer about one request, one draft or a file that no example has; their own tests ask them. */
const asked = ["readOwnership", "planCoupledSet", "readCodeownersFile"];

/** The names in a path that an example can fill in. */
const namesOf = (
  { capabilities, record }: ExampleProgram,
  path: string,
): Readonly<Record<string, readonly string[]>> => {
  const keys = (rows: readonly { readonly key: string }[] = []) => rows.map(({ key }) => key);
  return {
    environment: [],
    capability: keys(capabilities),
    gate: path.includes("program-gates") ? keys(record.programGates) : keys(record.qualityGates),
    milestone: keys(record.milestones),
    decision: keys(record.decisions),
    budget: keys(record.budgets),
    number: path.includes("/blockers/")
      ? (record.blockers ?? []).map((_, at) => String(at + 1))
      : [],
  };
};

const isReading = ({ id, method, events, path }: Operation): boolean =>
  method === "GET" &&
  !events &&
  !asked.includes(id) &&
  path.startsWith("/api/v1/programs/{program}");

/** Ways to fill in a path: with the first of each name, and the second where there is one. */
const inputsOf = (example: ExampleProgram, operation: Operation): Input[] => {
  const names = pathNames(operation.path).filter((name) => name !== "program");
  const known = {
    ...namesOf(example, operation.path),
    environment: example.environments.map(({ key }) => key),
  };
  const start: Input[] = [{ program: example.key, ...besides[operation.id]?.(example) }];
  return names.reduce<Input[]>((inputs, name) => {
    const values = known[name as keyof typeof known] ?? [];
    return inputs.flatMap((input) =>
      values.slice(0, 2).map((value) => ({ ...input, [name]: value })),
    );
  }, start);
};

describe.each(examplePrograms.map((example) => [example.key, example] as const))(
  "%s answers",
  (_key, example) => {
    test.each(
      operations
        .filter(isReading)
        .map((operation) => [operation.id, operation] as const)
        .filter(([, operation]) => inputsOf(example, operation).length > 0),
    )("%s", async (id, operation) => {
      for (const input of inputsOf(example, operation)) {
        const response = await call(id, input, amara);
        expect(response.status, JSON.stringify(input)).toBe(operation.status ?? 200);
        if (response.headers.get("content-type")?.startsWith("application/json")) {
          operation.answer.parse(await response.json());
        }
      }
    });
  },
);
