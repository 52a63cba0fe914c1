import { SaxesParser } from "saxes";
import {
  mostTests,
  outcomeOfTests,
  plausibleDuration,
  type ReportReading,
  storable,
} from "@/lib/domain/test-report";
import { collectTests } from "./collect-tests";
import { type Attributes, junitCase, type OpenCase, resultOf } from "./junit-case";
import { refuseReport, reportNotes } from "./report-notes";
import { readReportTime } from "./report-time";
import { refuseRoot } from "./unknown-report";

/** Deeper than any producer nests, and far from where a stack ends. */
const deepest = 100;
const mostProperties = 50;

type Suite = {
  readonly name: string;
  readonly file: string | null;
  readonly properties: string[];
  readonly row: number;
};

/** `1,234.5` as ant writes it for some languages, too. Seconds to milliseconds. */
const secondsOf = (text: string): number => Number(text.trim().replace(/,(?=\d{3})/g, "")) * 1000;

const isResult = (name: string): boolean => resultOf(name) !== null;

/** Which properties of a suite may name a contract test; others are hundreds of facts about a machine. */
const namesTests = /contract|requirement|test.?(id|key|case)/i;

/** saxes says `3:14: words.`; the place is told apart from the words. */
const faultOf = (message: string): { row: number; column: number; says: string } => {
  const [, row, column, says] = /^(\d+):(\d+): (.*)$/s.exec(message) ?? [];
  return {
    row: Number(row ?? 1),
    column: Number(column ?? 0),
    says: (says ?? message).replace(/\.$/, ""),
  };
};

/**
 * Reads JUnit XML of any producer, piece by piece: nested suites, several results in one case
 * (a failure counts more than a skip), surefire's retries, properties, cases without attributes.
 * A case that stands more than once is taken as attempts of one test. Refuses what is no JUnit, a
 * DOCTYPE that declares or fetches anything, other encodings, suites nested more than 100 deep,
 * XML that is broken or ends too early (with line and column), and a report without a case.
 */
export const readJunit = async (
  file: string,
  text: AsyncIterable<string>,
): Promise<ReportReading> => {
  const notes = reportNotes(file);
  const tests = collectTests(file, notes);
  const parser = new SaxesParser({ position: true });
  const suites: Suite[] = [];
  let depth = 0;
  let open: OpenCase | null = null;
  let collectedAt: string | null = null;
  let stated = 0;

  const here = (): number => parser.line;
  const time = (attributes: Attributes, of: string): number | null => {
    const word = attributes.time ?? attributes.duration;
    if (word === undefined || word.trim() === "") return null;
    const milliseconds = plausibleDuration(secondsOf(word));
    if (milliseconds === null) {
      const says = `${of} states a time of ${word.slice(0, 40)} s, which is none; it is kept as unknown`;
      notes.add("times that are none", says, here());
    }
    return milliseconds;
  };

  const beginSuite = (attributes: Attributes): void => {
    const outer = suites.at(-1);
    if (suites.length >= deepest) {
      refuseReport("invalid", file, `nests test suites more than ${deepest} deep.`, here());
    }
    const own = storable(attributes.name ?? "", 300);
    suites.push({
      name: own || outer?.name || "",
      file: attributes.file ?? attributes.filepath ?? outer?.file ?? null,
      properties: [...(outer?.properties ?? [])],
      row: here(),
    });
    const failures = Number(attributes.failures ?? 0) + Number(attributes.errors ?? 0);
    if (failures > stated) stated = failures;
    if (collectedAt === null && attributes.timestamp) {
      collectedAt = readReportTime(attributes.timestamp, notes, here());
    }
  };

  const begin = (name: string, attributes: Attributes): void => {
    const element = name.toLowerCase();
    if (depth === 0 && element !== "testsuites" && element !== "testsuite") refuseRoot(file, name);
    if (depth >= deepest * 2) {
      refuseReport("invalid", file, `nests elements more than ${deepest * 2} deep.`, here());
    }
    if (element === "testsuites" || element === "testsuite") beginSuite(attributes);
    else if (element === "testcase") {
      const suite = suites.at(-1);
      open = junitCase(attributes, suite?.name ?? "", suite?.file ?? null, suite?.properties ?? []);
      open.milliseconds = time(attributes, `the test “${open.name}”`);
    } else if (element === "property") {
      const value = storable(attributes.value ?? "", 500);
      const into = open ? open.properties : (suites.at(-1)?.properties ?? []);
      const isWanted = open !== null || namesTests.test(attributes.name ?? "");
      if (value !== "" && isWanted && into.length < mostProperties) into.push(value);
    } else if (isResult(element)) {
      // A failure outside every case is the suite's own: its setup or teardown.
      open ??= junitCase({ name: "(the suite itself)" }, suites.at(-1)?.name ?? "", null, []);
      open.begin(element, attributes);
      if (open.needsText()) parser.on("text", (part) => open?.take(part));
    } else if (open) open.inside += 1;
  };

  const close = (name: string): void => {
    const element = name.toLowerCase();
    if (element === "testsuites" || element === "testsuite") suites.pop();
    else if (isResult(element) && open) {
      parser.off("text");
      open.end();
      if (open.name === "(the suite itself)") {
        tests.add(open.done(), here());
        open = null;
      }
    } else if (element === "testcase" && open) {
      tests.add(open.done(), here());
      open = null;
      if (tests.size() > mostTests) {
        const most = mostTests.toLocaleString("en");
        refuseReport("too-large", file, `holds more than ${most} tests. Split it.`, here());
      }
    }
  };

  parser.on("error", (error) => {
    const { row, column, says } = faultOf(error.message);
    const isEnd = /unclosed tag|unexpected end|must contain a root/.test(says);
    const words = isEnd
      ? `ends too early, in line ${row}, column ${column}: ${says}. Was it cut off?`
      : `is broken XML in line ${row}, column ${column}: ${says}.`;
    refuseReport("malformed", file, words, row);
  });
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding && !/^(utf-?8|us-ascii|ascii)$/i.test(encoding)) {
      const says = `says that its encoding is ${encoding}. Save it as UTF-8.`;
      refuseReport("unsupported-media", file, says, 1);
    }
  });
  parser.on("doctype", (doctype) => {
    if (/[[]|\b(SYSTEM|PUBLIC|ENTITY)\b/.test(doctype)) {
      const says =
        "declares or fetches entities in its DOCTYPE. No report needs that; leave it out.";
      refuseReport("invalid", file, says, here());
    }
  });
  parser.on("cdata", (part) => open?.take(part));
  parser.on("opentag", ({ name, attributes }) => {
    begin(name, attributes as Attributes);
    depth += 1;
  });
  parser.on("closetag", ({ name }) => {
    depth -= 1;
    close(name);
  });

  for await (const piece of text) parser.write(piece);
  parser.close();

  const all = tests.all();
  if (all.length === 0) {
    refuseReport("invalid", file, "is JUnit XML without a single test case: an empty report.");
  }
  const outcome = outcomeOfTests(all);
  const isSilent =
    outcome === "pass" && stated > 0 && !all.some((test) => test.outcome === "flaky");
  if (isSilent) {
    const says = `counts ${stated} failures and lists none, so it counts as inconclusive`;
    notes.add("counts", says);
  }
  return {
    format: "junit",
    kind: null,
    outcome: isSilent ? "inconclusive" : outcome,
    says: null,
    collectedAt,
    subjects: [],
    tests: all,
    measurements: [],
    details: {},
    notes: notes.all(),
  };
};
