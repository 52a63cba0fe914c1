import { Refusal } from "@/lib/domain/refusal";
import type { ReportReading } from "@/lib/domain/test-report";
import { readReport } from "./read-report";

const bytesOf = (text: string | Uint8Array): Uint8Array =>
  typeof text === "string" ? new TextEncoder().encode(text) : text;

/** In pieces of seven bytes, so that every border of a piece is met. */
async function* inPieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export const read = (text: string | Uint8Array, size?: number): Promise<ReportReading> =>
  readReport("report.xml", inPieces(bytesOf(text), size));

export const refusalOf = async (text: string | Uint8Array, size?: number): Promise<Refusal> => {
  const answer: unknown = await read(text, size).catch((error: unknown) => error);
  if (answer instanceof Refusal) return answer;
  throw new Error(`was not refused: ${JSON.stringify(answer)}`);
};

/** By the name of a test: how it came out, and in how many attempts. */
export const outcomes = ({ tests }: ReportReading): Record<string, string> =>
  Object.fromEntries(tests.map(({ name, outcome, attempts }) => [name, `${outcome} ${attempts}`]));

/** A JUnit report of one suite. */
export const suite = (cases: string): string =>
  `<testsuites><testsuite name="s">${cases}</testsuite></testsuites>`;
