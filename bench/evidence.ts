import { SaxesParser } from "saxes";
import {
  casesOfReport,
  commitOf,
  generatedJunit,
  pushReport,
  storeResults,
} from "@/bench/generated-reports";
import { callJson, generatedTracker, startServer } from "@/bench/start-server";
import { type BenchResult, quantile, type Suite } from "@/bench/suite";
import type { ImportView } from "@/lib/contract/imports";
import { readReport } from "@/lib/formats/read-report";

const rounds = 9;
const tests = 500;
const results = 1_000_000;
const program = "reports";

const pieces = function* (bytes: Uint8Array): Generator<Uint8Array> {
  const size = 64 * 1024;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
};

/** What the XML parser takes for the bytes alone: the floor under any reader that is built on it. */
const bareParse = (bytes: Uint8Array): number => {
  const parser = new SaxesParser({ position: true });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let tags = 0;
  parser.on("opentag", () => {
    tags += 1;
  });
  for (const piece of pieces(bytes)) parser.write(decoder.decode(piece, { stream: true }));
  parser.close();
  return tags;
};

const timesOf = async (work: () => unknown, often = rounds): Promise<number[]> => {
  const taken: number[] = [];
  for (let round = 0; round < often; round += 1) {
    const started = performance.now();
    await work();
    taken.push(performance.now() - started);
  }
  return taken;
};

const whole = (milliseconds: number): number => Math.round(milliseconds);

/** A report of nearly the most bytes that one may have. */
const largest = (): Uint8Array => {
  const cases = Array.from({ length: 200_000 }, (_, at) => {
    const output = "x".repeat(300);
    return `<testcase classname="large.suite_${at % 400}" name="test_${at}" time="0.01"><system-out>${output}</system-out></testcase>`;
  });
  return new TextEncoder().encode(`<testsuite name="large">${cases.join("\n")}</testsuite>`);
};

/** Reports read, and stored over the API of a running Signalbox on the embedded database. */
const run = async (): Promise<BenchResult> => {
  const report = generatedJunit(casesOfReport, tests, 0);
  const read = await timesOf(() => readReport("report.xml", pieces(report)));
  const bare = await timesOf(() => bareParse(report));
  const [ours, floor] = [quantile(read, 0.5), quantile(bare, 0.5)];

  const server = await startServer();
  try {
    await callJson(server, "POST", "/programs", { key: program, legacy: "python", target: "go" });
    const form = new FormData();
    form.append("files", new Blob([generatedTracker(tests) as BlobPart]), "routes.csv");
    const at = `/programs/${program}/imports`;
    const preview = await callJson<ImportView>(server, "POST", at, form);
    await callJson(server, "POST", `${at}/${preview.id}/apply`);
    const taken = await storeResults(server, program, { results, tests });
    const tenth = Math.ceil(taken.length / 10);
    const [first, last] = [taken.slice(1, tenth + 1), taken.slice(-tenth)];
    const growth = quantile(last, 0.5) / quantile(first, 0.5);
    const smallPeak = server.peakMegabytes();
    const bytes = largest();
    const large = await pushReport(server, program, bytes, {
      commit: commitOf(-1),
      side: "target",
      series: "large",
    });
    const list = () => callJson(server, "GET", `/programs/${program}/tests`);
    await list();
    const listed = await timesOf(list, 60);
    return {
      name: "evidence: reports read, and stored over the API",
      rows: [
        {
          what: `JUnit of ${casesOfReport} cases, read`,
          MB: (report.length / 1024 / 1024).toFixed(1),
          "p50 ms": whole(ours),
          "p95 ms": whole(quantile(read, 0.95)),
          "to the bare parser": (ours / floor).toFixed(2),
        },
        {
          what: "the same bytes through the bare parser",
          MB: (report.length / 1024 / 1024).toFixed(1),
          "p50 ms": whole(floor),
          "p95 ms": whole(quantile(bare, 0.95)),
          "to the bare parser": "1.00",
        },
        {
          what: `${results.toLocaleString("en")} results, per report`,
          reports: taken.length,
          "p50 ms": whole(quantile(taken, 0.5)),
          "p95 ms": whole(quantile(taken, 0.95)),
          "peak MB": smallPeak,
        },
        {
          what: "a report of 200,000 cases",
          MB: (bytes.length / 1024 / 1024).toFixed(1),
          "p50 ms": whole(large),
          "peak MB": server.peakMegabytes(),
        },
        {
          what: "the list of contract tests after them",
          "p50 ms": whole(quantile(listed, 0.5)),
          "p95 ms": whole(quantile(listed, 0.95)),
        },
      ],
      goals: [
        {
          says: `${casesOfReport} cases read in under 1 s (${whole(ours)} ms)`,
          holds: ours < 1000,
        },
        {
          says: `reading costs at most 4 times the bare parser (${(ours / floor).toFixed(2)})`,
          holds: ours / floor < 4,
        },
        {
          says: `the last of ${taken.length} reports takes at most twice as long as the first (${growth.toFixed(2)} times)`,
          holds: growth < 2,
        },
        {
          says: `the list of contract tests stays under 200 ms p95 (${whole(quantile(listed, 0.95))} ms)`,
          holds: quantile(listed, 0.95) < 200,
        },
      ],
    };
  } finally {
    await server.stop();
  }
};

export const suite: Suite = { name: "evidence", run };
