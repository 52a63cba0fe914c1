import {
  plausibleDuration,
  type ReportedTest,
  storable,
  type TestOutcome,
} from "@/lib/domain/test-report";

/** One line of `go test -json` (test2json), as far as it is used here. */
export type GoEvent = {
  readonly Time?: string;
  readonly Action: string;
  readonly Package?: string;
  readonly ImportPath?: string;
  readonly Test?: string;
  readonly Elapsed?: number;
  readonly Output?: string;
  readonly FailedBuild?: string;
};

/** Of a test's output the end says what went wrong. */
const keptOutput = 2_000;

const appended = (output: string, more: string): string => (output + more).slice(-keptOutput);

const isPanic = (output: string): boolean =>
  /^(panic: |fatal error: |WARNING: DATA RACE)/m.test(output);

type Running = { output: string; hasPanicked: boolean };

export type GoPackage = {
  /** Takes an event; gives the tests that it ended. */
  readonly take: (event: GoEvent, buildOutput: (path: string) => string) => ReportedTest[];
  /** The package was begun and not ended. */
  readonly isOpen: () => boolean;
};

const ended: Readonly<Record<string, TestOutcome>> = {
  pass: "passed",
  fail: "failed",
  skip: "skipped",
  bench: "passed",
};

/** Follows one package of `go test -json` through its runs; `-count` and reruns run it more than once. */
export const goPackage = (name: string): GoPackage => {
  const running = new Map<string, Running>();
  let output = "";
  let isBegun = false;
  let hasFailed = false;
  let panicked: ReportedTest | null = null;

  const test = (
    of: string,
    outcome: TestOutcome,
    more: Partial<ReportedTest> = {},
  ): ReportedTest => ({
    suite: storable(name, 300),
    className: storable(name, 500),
    name: storable(of, 1_000),
    file: null,
    outcome,
    milliseconds: null,
    attempts: 1,
    message: null,
    properties: [],
    ...more,
  });

  const endTest = (event: GoEvent, outcome: TestOutcome): ReportedTest => {
    const known = running.get(event.Test ?? "");
    running.delete(event.Test ?? "");
    const seconds = event.Elapsed;
    const done = test(event.Test ?? "", outcome, {
      milliseconds: seconds === undefined ? null : plausibleDuration(seconds * 1000),
      message:
        outcome === "passed" ? null : storable((known?.output ?? "").trim(), keptOutput) || null,
    });
    if (outcome === "failed") hasFailed = true;
    else if (known?.hasPanicked) {
      panicked = { ...done, outcome: "failed", message: storable(known.output.trim(), keptOutput) };
    }
    return done;
  };

  /** The package failed: what had not ended failed with it, and what nothing explains is a failure of its own. */
  const failures = (event: GoEvent, buildOutput: (path: string) => string): ReportedTest[] => {
    const broken = [...running].map(([of, { output: said }]) =>
      test(of, "failed", {
        message: storable(`It had not ended when its package failed.\n${said.trim()}`, keptOutput),
      }),
    );
    if (broken.length > 0 || hasFailed) return broken;
    // Go tells a panic that comes right after a test's end as output of that test, which passed.
    if (panicked) return [panicked];
    const said = event.FailedBuild ? buildOutput(event.FailedBuild) : output;
    const isBuild = event.FailedBuild !== undefined || /\[(build|setup) failed\]/.test(output);
    const of = isBuild ? "(build)" : "(the package itself)";
    return [
      test(of, "failed", { message: storable(said.trim(), keptOutput) || "Its package failed." }),
    ];
  };

  const endPackage = (event: GoEvent, buildOutput: (path: string) => string): ReportedTest[] => {
    const found = event.Action === "fail" ? failures(event, buildOutput) : [];
    running.clear();
    output = "";
    isBegun = false;
    hasFailed = false;
    panicked = null;
    return found;
  };

  return {
    isOpen: () => isBegun,
    take: (event, buildOutput) => {
      isBegun = true;
      const outcome = Object.hasOwn(ended, event.Action) ? ended[event.Action] : undefined;
      if (event.Test === undefined) {
        if (event.Action === "output") output = appended(output, event.Output ?? "");
        return outcome && event.Action !== "bench" ? endPackage(event, buildOutput) : [];
      }
      if (outcome) return [endTest(event, outcome)];
      const known = running.get(event.Test) ?? { output: "", hasPanicked: false };
      if (event.Action === "output") {
        known.output = appended(known.output, event.Output ?? "");
        known.hasPanicked ||= isPanic(event.Output ?? "");
      }
      if (event.Action === "run" || event.Action === "output") running.set(event.Test, known);
      return [];
    },
  };
};
