import { type ReportedTest, storable, type TestOutcome } from "@/lib/domain/test-report";

export type Attributes = Readonly<Record<string, string | undefined>>;

type Result = "failed" | "skipped" | "attempt" | "rerun";

const results: Readonly<Record<string, Result>> = {
  failure: "failed",
  error: "failed",
  skipped: "skipped",
  disabled: "skipped",
  // Surefire: attempts that failed before one passed, and attempts after the first failure.
  flakyfailure: "attempt",
  flakyerror: "attempt",
  rerunfailure: "rerun",
  rerunerror: "rerun",
};

/** What an element within a test case says of it, by its name in lower case; null for the others. */
export const resultOf = (element: string): Result | null =>
  Object.hasOwn(results, element) ? (results[element] ?? null) : null;

/** Long enough to see what failed; the whole stands in the stored file. */
const longestMessage = 2_000;

/** googletest and others say in an attribute what others say with an element. */
const outcomeInWords = ({ status, result }: Attributes): TestOutcome | null => {
  const words = [status, result].map((word) => word?.toLowerCase() ?? "");
  if (words.some((word) => /^(failed|failure|error|errored|broken)$/.test(word))) return "failed";
  const isSkipped = words.some((word) =>
    /^(notrun|disabled|skipped|suppressed|ignored|pending)$/.test(word),
  );
  return isSkipped ? "skipped" : null;
};

/** A test case while its elements are read. */
export type OpenCase = {
  readonly name: string;
  readonly properties: string[];
  milliseconds: number | null;
  /** Elements that say nothing here: outputs. */
  inside: number;
  readonly begin: (element: string, attributes: Attributes) => void;
  readonly needsText: () => boolean;
  readonly take: (text: string) => void;
  readonly end: () => void;
  readonly done: () => ReportedTest;
};

/** Begins a test case of a suite. Several results in one are one test: a failure counts most. */
export const junitCase = (
  attributes: Attributes,
  suite: string,
  file: string | null,
  properties: readonly string[],
): OpenCase => {
  const said = outcomeInWords(attributes);
  let isFailed = said === "failed";
  let isSkipped = said === "skipped";
  let attempts = 0;
  let reruns = 0;
  let message = "";
  let messageOf: Result | null = null;
  let reading: { result: Result; words: string; wantsText: boolean } | null = null;
  const place = attributes.file ?? attributes.filepath ?? file;
  const open: OpenCase = {
    name: storable(attributes.name ?? "", 1_000),
    properties: [...properties],
    milliseconds: null,
    inside: 0,
    begin: (element, { message: words }) => {
      const result = resultOf(element) ?? "failed";
      if (result === "failed") isFailed = true;
      if (result === "skipped") isSkipped = true;
      if (result === "attempt") attempts += 1;
      if (result === "rerun") reruns += 1;
      const stated = (words ?? "").slice(0, longestMessage);
      reading = { result, words: stated, wantsText: stated === "" };
    },
    needsText: () => reading?.wantsText === true,
    take: (text) => {
      if (reading?.wantsText && reading.words.length < longestMessage) {
        reading.words += text.slice(0, longestMessage - reading.words.length);
      }
    },
    end: () => {
      const words = reading?.words.trim() ?? "";
      // What failed says more than why something was skipped.
      const isBetter = message === "" || (messageOf === "skipped" && reading?.result !== "skipped");
      if (reading && words !== "" && isBetter) {
        message = words;
        messageOf = reading.result;
      }
      reading = null;
    },
    done: () => {
      const unfailed = attempts > 0 ? "flaky" : isSkipped ? "skipped" : "passed";
      const outcome: TestOutcome = isFailed || reruns > 0 ? "failed" : unfailed;
      return {
        suite: storable(suite, 300),
        className: storable(attributes.classname ?? attributes.class ?? "", 500),
        name: open.name,
        file: place ? storable(place, 500) : null,
        outcome,
        milliseconds: open.milliseconds,
        attempts: 1 + attempts + reruns,
        message: message === "" ? null : storable(message, longestMessage),
        properties: open.properties,
      };
    },
  };
  return open;
};
