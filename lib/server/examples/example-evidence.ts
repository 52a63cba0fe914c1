import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { assignCapabilities } from "@/lib/domain/capability-rules";
import { type InventoryItem, itemKey } from "@/lib/domain/inventory";
import { testIdentity } from "@/lib/domain/test-identity";
import { outcomeOfTests, type ReportReading, type TestOutcome } from "@/lib/domain/test-report";
import { sha256 } from "@/lib/server/audit";
import type { Transaction } from "@/lib/server/db";
import { packFile } from "@/lib/server/evidence/evidence-files";
import { lockEvidence, seriesOf, storeReport } from "@/lib/server/evidence/evidence-write";
import type { JoinedTest } from "@/lib/server/evidence/program-test-join";
import type { ExampleMoment } from "@/lib/server/examples/example-moment";
import type { ExampleProgram } from "@/prisma/examples/example-program";
import type {
  ExampleEvidence,
  ExampleOutcome,
  ExampleReport,
} from "@/prisma/examples/example-record";

/** The contract tests of every capability's rows, in the inventory's order. */
const testsByCapability = ({ reading, capabilityRules }: ExampleProgram) => {
  const { assignments } = assignCapabilities(reading.items, capabilityRules);
  const found = new Map<string, { key: string; item: InventoryItem }[]>();
  for (const item of reading.items) {
    const capability = assignments.get(itemKey(item));
    if (!capability) continue;
    const known = found.get(capability) ?? [];
    known.push(...item.tests.map(({ id }) => ({ key: id, item })));
    found.set(capability, known);
  }
  return found;
};

const outcomes: Record<Exclude<ExampleOutcome, "missing">, TestOutcome> = {
  failed: "failed",
  flaky: "flaky",
  skipped: "skipped",
};

const messages: Partial<Record<TestOutcome, string>> = {
  failed: "the answers differ: status 200, expected 404",
  flaky: "first attempt: connection reset",
};

const reportTests = (
  { capabilities, except = {} }: ExampleReport,
  byCapability: ReturnType<typeof testsByCapability>,
): JoinedTest[] =>
  capabilities.flatMap((capability) =>
    (byCapability.get(capability) ?? []).flatMap(({ key, item }, at): JoinedTest[] => {
      const other = except[capability]?.find((each) => each.at === at)?.outcome;
      if (other === "missing") return [];
      const outcome = other ? outcomes[other] : "passed";
      const named = {
        suite: `contract/${capability}`,
        className: `contract.${capability}`,
        name: `${key} ${item.title}`,
        file: `contract/${capability}/${item.key.toLowerCase()}_test.go`,
      };
      return [
        {
          ...named,
          identity: testIdentity(named),
          testKey: key,
          outcome,
          milliseconds: 4 + ((at * 37) % 160),
          attempts: outcome === "flaky" ? 2 : 1,
          message: messages[outcome] ?? null,
          properties: [],
        },
      ];
    }),
  );

const documentOf = (reading: ReportReading): string =>
  JSON.stringify({
    kind: reading.kind,
    collectedAt: reading.collectedAt,
    ...(reading.says === null ? {} : { says: reading.says }),
    ...(reading.tests.length > 0
      ? {
          tests: reading.tests.map(
            ({ properties: _, attempts, message, milliseconds, ...test }) => ({
              ...test,
              attempts,
              milliseconds: milliseconds ?? 0,
              ...(message === null ? {} : { message }),
            }),
          ),
        }
      : { outcome: reading.outcome, subjects: reading.subjects, details: reading.details }),
  });

type Placed = {
  readonly side: "legacy" | "target" | null;
  readonly environment: string | null;
  readonly commit: string | null;
  readonly by: string;
  readonly at: Date;
  readonly reading: ReportReading;
  readonly tests: readonly JoinedTest[];
};

const plainReading = (kind: string, at: Date): ReportReading => ({
  format: "generic",
  kind,
  outcome: "inconclusive",
  says: null,
  collectedAt: at.toISOString(),
  subjects: [],
  tests: [],
  measurements: [],
  details: {},
  notes: [],
});

const placedReport = (
  report: ExampleReport,
  byCapability: ReturnType<typeof testsByCapability>,
  { dateIn }: ExampleMoment,
): Placed => {
  const { side, environment, commit, by, ago } = report;
  const at = dateIn(-ago);
  const tests = reportTests(report, byCapability);
  const named = tests.map(({ identity: _, testKey: __, ...test }) => test);
  const reading = { ...plainReading("test", at), outcome: outcomeOfTests(tests), tests: named };
  return { side, environment, commit, by, at, reading, tests };
};

const placedEvidence = (evidence: ExampleEvidence, { dateIn }: ExampleMoment): Placed => {
  const { kind, outcome, says, details = {}, capabilities, by, ago } = evidence;
  const { side = null, environment = null, commit = null } = evidence;
  const at = dateIn(-ago);
  const subjects = capabilities.map((key) => ({ level: "capability", key }));
  const reading = { ...plainReading(kind, at), outcome, says, details, subjects };
  return { side, environment, commit, by, at, reading, tests: [] };
};

const store = async (
  tx: Transaction,
  { side, environment, commit, by, at, reading, tests }: Placed,
  folder: string,
  { programId, now, environment: find }: ExampleMoment,
): Promise<void> => {
  const text = documentOf(reading);
  const digest = sha256(text);
  const name = `${(reading.kind === "test" ? by : (reading.kind ?? by)).replaceAll(" ", "-")}.json`;
  const file = path.join(folder, digest);
  await writeFile(file, text);
  const packed = await packFile({
    name,
    path: file,
    digest,
    size: Buffer.byteLength(text),
  });
  await storeReport(
    tx,
    {
      programId,
      file: { ...packed, name },
      reading,
      tests,
      kind: reading.kind ?? "test",
      outcome: reading.outcome,
      side,
      environmentId: environment === null ? null : find(environment).id,
      commit,
      ref: null,
      runUrl: null,
      subjects: reading.subjects,
      measurements: [],
      series: seriesOf([
        reading.kind,
        side,
        environment,
        ...reading.subjects.map(({ level, key }) => `${level}:${key}`),
        name,
      ]),
      collectedAt: at,
      authors: [],
      reporter: { id: null, name: by, owner: null },
    },
    now,
  );
};

/** Stores an example's reports and evidence as if they had been pushed, each with a file of its own. */
export const writeExampleEvidence = async (
  tx: Transaction,
  example: ExampleProgram,
  moment: ExampleMoment,
): Promise<void> => {
  const { reports = [], evidence = [] } = example.record;
  if (reports.length + evidence.length === 0) return;
  await lockEvidence(tx, moment.programId);
  const byCapability = testsByCapability(example);
  const all = [
    ...reports.map((report) => placedReport(report, byCapability, moment)),
    ...evidence.map((each) => placedEvidence(each, moment)),
  ].sort((one, other) => one.at.getTime() - other.at.getTime());
  const folder = await mkdtemp(path.join(os.tmpdir(), "signalbox-example-"));
  try {
    for (const placed of all) await store(tx, placed, folder, moment);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
