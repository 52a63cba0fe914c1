import { createHash } from "node:crypto";
import type { BenchServer } from "@/bench/start-server";

/** Of the size that CI of the real program reports at once. */
export const casesOfReport = 7_580;

const outcomes: readonly ((at: number) => string)[] = [
  (at) => `<failure message="expected 200, was ${400 + (at % 100)}">at handler.go:${at}</failure>`,
  () => '<skipped message="not yet"/>',
];

/** A build's commit by its number. */
export const commitOf = (build: number): string =>
  createHash("sha1").update(`build ${build}`).digest("hex");

/**
 * JUnit XML of so many cases, of which every second names one of the contract tests of
 * `generatedTracker(tests)`. Each build fails and skips some others.
 */
export const generatedJunit = (cases: number, tests: number, build: number): Uint8Array => {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", '<testsuite name="s">'];
  for (let at = 0; at < cases; at += 1) {
    const id = `ROUTE-${String(at % tests).padStart(6, "0")}`;
    const name = at % 2 === 0 ? `TestPT_${id.replace("-", "_")}/case_${at}` : `test_${at}`;
    const more = (at + build) % 97 === 0 ? outcomes[(at + build) % 2]?.(at) : "";
    const head = `<testcase classname="contract.suite_${at % 40}" name="${name}" file="tests/suite_${at % 40}.py" time="0.${at % 1000}"`;
    lines.push(more ? `${head}>${more}</testcase>` : `${head}/>`);
  }
  return new TextEncoder().encode([...lines, "</testsuite>", "</testsuites>"].join("\n"));
};

/** Pushes a report over the API, as CI does; gives the milliseconds that it took. */
export const pushReport = async (
  server: BenchServer,
  program: string,
  report: Uint8Array,
  more: Readonly<Record<string, string>>,
): Promise<number> => {
  const form = new FormData();
  for (const [name, value] of Object.entries(more)) form.append(name, value);
  form.append("files", new Blob([report as BlobPart]), "report.xml");
  const started = performance.now();
  const response = await fetch(`${server.address}/api/v1/programs/${program}/evidence`, {
    method: "POST",
    headers: server.headers,
    body: form,
  });
  if (!response.ok) throw new Error(`The report was refused: ${await response.text()}`);
  await response.arrayBuffer();
  return performance.now() - started;
};

/**
 * Stores so many test results of a program whose inventory is `generatedTracker(tests)`: reports of
 * `casesOfReport` cases of the target, each of another build. Gives how long each took.
 */
export const storeResults = async (
  server: BenchServer,
  program: string,
  { results, tests }: { readonly results: number; readonly tests: number },
): Promise<number[]> => {
  const taken: number[] = [];
  for (let build = 0; build * casesOfReport < results; build += 1) {
    const cases = Math.min(casesOfReport, results - build * casesOfReport);
    const report = generatedJunit(cases, tests, build);
    const commit = commitOf(build);
    taken.push(await pushReport(server, program, report, { commit, side: "target" }));
  }
  return taken;
};
