import { acceptedReports, refuseReport } from "./report-notes";

type Members = Readonly<Record<string, unknown>>;

const isMembers = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const has = (document: Members, ...names: string[]): boolean =>
  names.every((name) => Object.hasOwn(document, name));

const roots: Readonly<Record<string, string>> = {
  assemblies: "looks like xUnit.net's own XML; have xunit write JUnit (-junit)",
  assembly: "looks like xUnit.net's own XML; have xunit write JUnit (-junit)",
  "test-run": "looks like NUnit's XML; have it write JUnit",
  "test-results": "looks like NUnit 2's XML; have it write JUnit",
  testrun: "looks like a TRX file of Visual Studio; have dotnet test write JUnit (--logger junit)",
  "testng-results": "looks like TestNG's own XML; send its junitreports instead",
  coverage: "looks like a coverage report",
  report: "looks like a JaCoCo coverage report",
  checkstyle: "looks like a Checkstyle report",
  html: "is a web page",
  svg: "is a picture",
};

/** Refuses XML by its root element, with what it looks like. */
export const refuseRoot = (file: string, root: string): never => {
  const looks = roots[root.toLowerCase()];
  const says = `is XML whose root element is <${root.slice(0, 60)}>, and JUnit's is <testsuites> or <testsuite>${looks ? `: it ${looks}` : ""}. ${acceptedReports}`;
  return refuseReport("unsupported-media", file, says);
};

const documents: readonly { readonly is: (document: Members) => boolean; readonly says: string }[] =
  [
    {
      is: (document) => has(document, "numTotalTests", "testResults"),
      says: "looks like Jest's JSON; have it write JUnit (jest-junit)",
    },
    {
      is: (document) => has(document, "stats", "tests", "passes"),
      says: "looks like Mocha's JSON; have it write JUnit (the xunit reporter)",
    },
    {
      is: ({ results }) => isMembers(results) && has(results, "tool", "tests"),
      says: "looks like CTRF; send the JUnit XML that it was made of",
    },
    {
      is: (document) => has(document, "suites", "config", "stats"),
      says: "looks like Playwright's JSON; have it write JUnit (the junit reporter)",
    },
    {
      is: (document) => has(document, "lighthouseVersion"),
      says: "looks like a Lighthouse report",
    },
    { is: (document) => has(document, "$schema", "runs"), says: "looks like SARIF" },
    {
      is: ({ status, data }) => typeof status === "string" && isMembers(data),
      says: "looks like an answer of Prometheus; give a budget a query instead",
    },
    {
      is: (document) => has(document, "latency", "requests", "throughput"),
      says: "looks like autocannon's JSON; send its figures as Signalbox's JSON",
    },
    {
      is: ({ type, metric }) =>
        typeof metric === "string" && (type === "Metric" || type === "Point"),
      says: "is k6's stream of single points (--out json); send the summary instead (handleSummary or --summary-export)",
    },
  ];

const fieldsOf = (document: Members): string => {
  const names = Object.keys(document).map((name) => name.slice(0, 40));
  const shown = names.slice(0, 6).join(", ");
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown || "no fields";
};

/** Refuses a JSON document that is no known report, with what it looks like. */
export const refuseDocument = (file: string, document: unknown): never => {
  if (Array.isArray(document)) {
    const [first] = document;
    const of = isMembers(first) ? ` of objects with ${fieldsOf(first)}` : "";
    const says = `is a JSON list of ${document.length} entries${of}, which is no report that is known. ${acceptedReports}`;
    return refuseReport("unsupported-media", file, says);
  }
  if (!isMembers(document)) {
    return refuseReport("unsupported-media", file, `is JSON and no object. ${acceptedReports}`);
  }
  const looks =
    documents.find(({ is }) => is(document))?.says ??
    `is a JSON object with ${fieldsOf(document)}, which is no report that is known`;
  return refuseReport("unsupported-media", file, `${looks}. ${acceptedReports}`);
};

const texts: readonly { readonly is: RegExp; readonly says: string }[] = [
  {
    is: /^(=== RUN|--- (PASS|FAIL|SKIP)|(ok|FAIL|\?) {2,}\t?\S|ok\s+\t)/m,
    says: "looks like go test without -json; run go test -json",
  },
  {
    is: /^(TAP version \d|1\.\.\d+\s*$|(not )?ok \d+ )/m,
    says: "looks like TAP; have it written as JUnit",
  },
  {
    is: /^={3,} test session starts ={3,}/m,
    says: "looks like pytest's output; use pytest --junit-xml",
  },
  { is: /^[^\n,;]+[,;][^\n]*\n[^\n,;]+[,;]/, says: "looks like a table (CSV)" },
];

/** Refuses text that is neither XML nor JSON, with what it looks like. */
export const refuseText = (file: string, head: string): never => {
  const looks =
    texts.find(({ is }) => is.test(head))?.says ??
    `begins with “${head.trim().slice(0, 40)}”, which is neither XML nor JSON`;
  return refuseReport("unsupported-media", file, `${looks}. ${acceptedReports}`);
};
