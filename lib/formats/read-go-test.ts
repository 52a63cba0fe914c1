import { mostTests, outcomeOfTests, type ReportReading } from "@/lib/domain/test-report";
import { collectTests } from "./collect-tests";
import { linesOf } from "./decode-text";
import { type GoEvent, type GoPackage, goPackage } from "./go-test-package";
import { refuseReport, reportNotes } from "./report-notes";
import { readReportTime } from "./report-time";

/** In characters: a line of output may be long, an event is not. */
const longestLine = 4 * 1024 * 1024;
const keptBuildOutput = 2_000;
/** Compilers write little; hostile files do not. */
const mostBuilds = 1_000;

/** A line of `go test -json`, or null for one that is none. */
export const goEventOf = (line: string): GoEvent | null => {
  try {
    const event: unknown = JSON.parse(line);
    const isEvent =
      typeof event === "object" &&
      event !== null &&
      "Action" in event &&
      typeof event.Action === "string";
    if (!isEvent) return null;
    const of = event as Record<string, unknown>;
    const text = (field: string) => (typeof of[field] === "string" ? of[field] : undefined);
    return {
      Action: String(of.Action),
      Time: text("Time"),
      Package: text("Package"),
      ImportPath: text("ImportPath"),
      Test: text("Test"),
      Output: text("Output"),
      FailedBuild: text("FailedBuild"),
      Elapsed: typeof of.Elapsed === "number" ? of.Elapsed : undefined,
    };
  } catch {
    return null;
  }
};

/**
 * Reads `go test -json` line by line. A test that failed and passed when it ran again is flaky;
 * tests that had not ended when their package failed, panics and builds that broke are failures.
 * Lines of other tools in between are left out and counted. Refuses a report that ends within a line
 * or before a package did, and one without a test.
 */
export const readGoTest = async (
  file: string,
  text: AsyncIterable<string>,
): Promise<ReportReading> => {
  const notes = reportNotes(file);
  const tests = collectTests(file, null);
  const packages = new Map<string, GoPackage>();
  const builds = new Map<string, string>();
  const buildOutput = (path: string): string => builds.get(path) ?? "";
  const runs = new Map<string, number>();
  let collectedAt: string | null = null;
  let last: { readonly row: number; readonly isEvent: boolean; readonly line: string } | null =
    null;

  for await (const { line, row, isCut } of linesOf(text, longestLine)) {
    if (line.trim() === "") continue;
    const event = isCut ? null : goEventOf(line);
    last = { row, isEvent: event !== null, line: line.slice(0, 100) };
    if (event === null) {
      notes.add("lines that are no events", `is no event: ${line.slice(0, 80)}`, row);
      continue;
    }
    if (event.Time) collectedAt = readReportTime(event.Time, null) ?? collectedAt;
    if (event.ImportPath && event.Action.startsWith("build-")) {
      const said = (buildOutput(event.ImportPath) + (event.Output ?? "")).slice(-keptBuildOutput);
      if (builds.size < mostBuilds) builds.set(event.ImportPath, said);
      continue;
    }
    if (!event.Package) continue;
    const of = packages.get(event.Package) ?? goPackage(event.Package);
    packages.set(event.Package, of);
    for (const test of of.take(event, buildOutput)) {
      tests.add(test, row);
      runs.set(event.Package, (runs.get(event.Package) ?? 0) + 1);
    }
    if (tests.size() > mostTests) {
      const most = mostTests.toLocaleString("en");
      refuseReport("too-large", file, `holds more than ${most} tests. Split it.`, row);
    }
  }

  if (last && !last.isEvent && last.line.startsWith("{")) {
    const says = `ends within line ${last.row}: ${last.line.slice(0, 60)} … Was it cut off?`;
    refuseReport("malformed", file, says, last.row);
  }
  const unended = [...packages].find(([, of]) => of.isOpen());
  if (unended) {
    const says = `ends in line ${last?.row ?? 1} while the package ${unended[0].slice(0, 200)} still runs: it was cut off, or the run was killed.`;
    refuseReport("malformed", file, says, last?.row);
  }
  const all = tests.all();
  const empty = [...packages.keys()].filter((name) => !runs.has(name));
  if (all.length === 0) {
    const says = `is go test -json of ${packages.size} packages without a single test: an empty report.`;
    refuseReport("invalid", file, says);
  }
  for (const name of empty) notes.add("packages without tests", `${name} has no test that ran`);
  return {
    format: "go-test",
    kind: null,
    outcome: outcomeOfTests(all),
    says: null,
    collectedAt,
    subjects: [],
    tests: all,
    measurements: [],
    details: { packages: packages.size },
    notes: notes.all(),
  };
};
