import type { ReportReading } from "@/lib/domain/test-report";
import { type ByteChunks, decodeText, peekText } from "./decode-text";
import { isEvidenceJson, readEvidenceJson } from "./read-evidence-json";
import { goEventOf, readGoTest } from "./read-go-test";
import { readJunit } from "./read-junit";
import { isK6Summary, readK6 } from "./read-k6";
import { refuseReport } from "./report-notes";
import { refuseDocument, refuseRoot, refuseText } from "./unknown-report";

/** How much of a file is looked at to tell what it is, in characters. */
const headLength = 64 * 1024;

/** A JSON document is read whole, unlike XML and lines; k6 summaries take some kilobytes. In characters. */
const longestDocument = 32 * 1024 * 1024;

const isGoTest = (head: string): boolean => {
  const lines = head.split("\n", 200);
  return lines.some((line) => /^\s*\{/.test(line) && goEventOf(line) !== null);
};

const faultPlace = (text: string, error: unknown): { row: number; column: number } => {
  const [, at] = /position (\d+)/.exec(error instanceof Error ? error.message : "") ?? [];
  const before = text.slice(0, at === undefined ? text.length : Number(at));
  const begin = before.lastIndexOf("\n");
  return { row: before.split("\n").length, column: before.length - begin };
};

const firstLine = (text: string): unknown => {
  try {
    return JSON.parse(text.slice(0, Math.max(0, text.indexOf("\n"))));
  } catch {
    return undefined;
  }
};

const readDocument = async (file: string, text: AsyncIterable<string>): Promise<ReportReading> => {
  const parts: string[] = [];
  let length = 0;
  for await (const part of text) {
    length += part.length;
    if (length > longestDocument) {
      const says = `is a JSON document of more than ${longestDocument / 1024 / 1024} MB. Send test results as JUnit XML or go test -json, which may have 100 MB.`;
      refuseReport("too-large", file, says);
    }
    parts.push(part);
  }
  const whole = parts.join("");
  let document: unknown;
  try {
    document = JSON.parse(whole);
  } catch (error) {
    const line = firstLine(whole);
    // Lines of JSON that are no events of go test.
    if (line !== undefined) return refuseDocument(file, line);
    const { row, column } = faultPlace(whole, error);
    const isEnd = error instanceof Error && /unexpected end|unterminated/i.test(error.message);
    const says = isEnd
      ? `ends too early, in line ${row}, column ${column}: the JSON is not closed. Was it cut off?`
      : `is broken JSON in line ${row}, column ${column}.`;
    return refuseReport("malformed", file, says, row);
  }
  const isObject = typeof document === "object" && document !== null && !Array.isArray(document);
  if (!isObject) return refuseDocument(file, document);
  const members = document as Record<string, unknown>;
  if (isK6Summary(members)) return readK6(file, members);
  if (isEvidenceJson(members)) return readEvidenceJson(file, members);
  return refuseDocument(file, document);
};

/**
 * Reads a report: JUnit XML, `go test -json`, a k6 summary or Signalbox's own JSON. What it is, is
 * told by its content, never by its name. Takes the bytes as they come and holds no more of them than
 * a piece, of JSON documents at most 32 MB. Everything else is refused with what it looks like.
 */
export const readReport = async (file: string, chunks: ByteChunks): Promise<ReportReading> => {
  const { head, whole } = await peekText(decodeText(file, chunks), headLength);
  const begin = head.trimStart();
  if (begin === "") return refuseReport("invalid", file, "is empty: there is no report in it.");
  // A page's document type is no XML.
  if (/^<(!doctype )?html\b/i.test(begin)) return refuseRoot(file, "html");
  if (begin.startsWith("<")) return readJunit(file, whole);
  if (isGoTest(head)) return readGoTest(file, whole);
  if (/^[[{"]/.test(begin)) return readDocument(file, whole);
  return refuseText(file, head);
};
