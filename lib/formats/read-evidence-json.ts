import { EvidenceDocument } from "@/lib/contract/evidence-document";
import { Refusal } from "@/lib/domain/refusal";
import {
  outcomeOfTests,
  plausibleDuration,
  type ReportedTest,
  type ReportReading,
  storable,
} from "@/lib/domain/test-report";
import { collectTests } from "./collect-tests";
import { type ReportNotes, reportNotes } from "./report-notes";
import { readReportTime } from "./report-time";

type Members = Readonly<Record<string, unknown>>;

/** Whether a JSON document means to be Signalbox's own report. */
export const isEvidenceJson = (document: Members): boolean =>
  typeof document.kind === "string" &&
  ["outcome", "tests", "measurements", "subjects"].some((field) => Object.hasOwn(document, field));

type StatedTest = NonNullable<ReturnType<typeof EvidenceDocument.parse>["tests"]>[number];

const testOf = (stated: StatedTest, notes: ReportNotes): ReportedTest => {
  const milliseconds =
    stated.milliseconds === undefined ? null : plausibleDuration(stated.milliseconds);
  if (stated.milliseconds !== undefined && milliseconds === null) {
    const says = `“${stated.name.slice(0, 200)}” states ${stated.milliseconds} ms, which is no duration; it is kept as unknown`;
    notes.add("times that are none", says);
  }
  return {
    suite: storable(stated.suite ?? "", 300),
    className: storable(stated.className ?? "", 500),
    name: storable(stated.name, 1_000),
    file: stated.file ? storable(stated.file, 500) : null,
    outcome: stated.outcome,
    milliseconds,
    attempts: stated.attempts ?? 1,
    message: stated.message ? storable(stated.message, 2_000) : null,
    properties: stated.test ? [storable(stated.test, 300)] : [],
  };
};

/**
 * Reads Signalbox's own JSON. What it states besides its schema is refused, each fault with its
 * field. Where it states tests, these say the outcome; one that says better of itself is not believed.
 */
export const readEvidenceJson = (file: string, document: Members): ReportReading => {
  const parsed = EvidenceDocument.safeParse(document);
  if (!parsed.success) {
    const reasons = parsed.error.issues.slice(0, 50).map((issue) => {
      const field = issue.path.join(".");
      return { file, ...(field ? { field } : {}), says: issue.message };
    });
    const [first] = reasons;
    const place = first?.field ? `${first.field}: ` : "";
    const says = `is not Signalbox's JSON as docs/evidence.md has it. ${place}${first?.says ?? ""}.`;
    throw new Refusal("invalid", `${file} ${says}`, reasons);
  }
  const stated = parsed.data;
  const notes = reportNotes(file);
  const tests = collectTests(file, notes);
  for (const test of stated.tests ?? []) tests.add(testOf(test, notes));
  const all = tests.all();
  const ofTests = all.length > 0 ? outcomeOfTests(all) : null;
  if (ofTests === "fail" && stated.outcome === "pass") {
    notes.add("outcome", "says that it passed and lists tests that failed; it counts as failed");
  }
  const outcome = ofTests === "fail" ? "fail" : (stated.outcome ?? ofTests ?? "inconclusive");
  return {
    format: "generic",
    kind: stated.kind,
    outcome,
    says: stated.says ? storable(stated.says, 2_000) : null,
    collectedAt: stated.collectedAt ? readReportTime(stated.collectedAt, null) : null,
    subjects: stated.subjects ?? [],
    tests: all,
    measurements: (stated.measurements ?? []).map((one) => ({
      budget: one.budget ?? null,
      side: one.side ?? null,
      environment: one.environment ?? null,
      at: one.at ? readReportTime(one.at, null) : null,
      seconds: one.seconds ?? null,
      samples: one.samples ?? null,
      values: one.values,
    })),
    details: Object.fromEntries(
      Object.entries(stated.details ?? {}).map(([name, value]) => [
        storable(name, 60),
        typeof value === "string" ? storable(value, 500) : value,
      ]),
    ),
    notes: notes.all(),
  };
};
