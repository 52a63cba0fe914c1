import { createHash, randomUUID } from "node:crypto";
import type { TestDatabase } from "@/lib/server/test-runtime";
import type { Row } from "./test-row";

const program = "here";
const anyRole = "viewer owner engineer on-call manager";
const readers = "read import evidence switch admin";
const newCommit = (): string => createHash("sha1").update(randomUUID()).digest("hex");

/** A report of one contract test and one that is none. */
const report = (name: string): string =>
  `<testsuite name="s"><testcase classname="c" name="PT-1"/><testcase classname="c" name="${name}"/></testsuite>`;

/** Who may do what with evidence and what it says of contract tests. */
export const evidenceRows = (database: () => TestDatabase): readonly Row[] => {
  /** Stored evidence with a test that matches nothing. */
  const stored = async (): Promise<{ evidence: string; identity: string }> => {
    const { id: programId } = await database().program.findUniqueOrThrow({
      where: { key: program },
    });
    const name = `unmatched ${randomUUID()}`;
    const digest = createHash("sha256").update("").digest("hex");
    const at = new Date();
    await database().evidenceFile.createMany({
      data: [{ digest, size: 0, createdAt: at }],
      skipDuplicates: true,
    });
    const { id } = await database().evidence.create({
      data: {
        programId,
        kind: "test",
        format: "junit",
        outcome: "pass",
        side: "target",
        commit: newCommit(),
        digest,
        series: name,
        collectedAt: at,
        reportedAt: at,
        reporterName: "tests",
        says: "1 test: 1 passed; 0 contract tests in it",
        counts: { total: 1, passed: 1, failed: 0, skipped: 0, flaky: 0, matched: 0, unmatched: 1 },
        payload: { file: "report.xml", details: {}, notes: [] },
        subjects: { create: { programId, level: "capability", key: "registry" } },
        results: {
          create: { position: 0, suite: "s", className: "c", name, outcome: "passed" },
        },
      },
    });
    const identity = `c#${name}`;
    await database().unmatchedTest.create({
      data: {
        programId,
        identity,
        suite: "s",
        className: "c",
        name,
        lastOutcome: "passed",
        lastSeenAt: at,
        lastEvidenceId: id,
      },
    });
    return { evidence: id, identity };
  };
  const ofStored = async () => ({ program, evidence: (await stored()).evidence });
  const patterns = () => [{ field: "name", pattern: `${randomUUID()}(\\d+)`, test: "PT-$1" }];

  return [
    {
      operation: "reportEvidence",
      people: "engineer manager",
      tokens: "evidence admin",
      input: async () => ({
        program,
        files: [["report.xml", report(randomUUID())]],
        commit: newCommit(),
        side: "target",
      }),
    },
    {
      operation: "reportEvidence",
      when: "as a dry run",
      people: "engineer manager",
      tokens: "evidence admin",
      isPreview: true,
      input: async () => ({
        program,
        files: [["report.xml", report(randomUUID())]],
        commit: newCommit(),
        side: "target",
        dryRun: "true",
      }),
    },
    {
      operation: "listEvidence",
      people: anyRole,
      tokens: readers,
      input: async () => {
        await stored();
        return { program };
      },
    },
    { operation: "readEvidence", people: anyRole, tokens: readers, input: ofStored },
    { operation: "downloadEvidence", people: anyRole, tokens: readers, input: ofStored },
    { operation: "listTests", people: anyRole, tokens: readers, input: async () => ({ program }) },
    {
      operation: "listUnmatchedTests",
      people: anyRole,
      tokens: readers,
      input: async () => {
        await stored();
        return { program };
      },
    },
    {
      operation: "mapTest",
      people: "engineer manager",
      tokens: "import admin",
      input: async () => ({ program, identity: (await stored()).identity, test: "PT-1" }),
    },
    {
      operation: "readTestPatterns",
      people: anyRole,
      tokens: readers,
      input: async () => ({ program }),
    },
    {
      operation: "setTestPatterns",
      people: "engineer manager",
      tokens: "import admin",
      input: async () => ({ program, patterns: patterns() }),
    },
    {
      operation: "setTestPatterns",
      when: "as a dry run",
      people: anyRole,
      tokens: readers,
      isPreview: true,
      input: async () => ({ program, patterns: patterns(), dryRun: true }),
    },
  ];
};
