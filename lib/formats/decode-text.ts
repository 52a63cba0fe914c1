import { Refusal } from "@/lib/domain/refusal";
import { fileContent } from "./file-content";

/** The bytes of a file as they come; never all of them at once. */
export type ByteChunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Long enough for every signature that tells a kind of file. */
const signatureLength = 16;

const refuseSignature = (file: string, first: Uint8Array): void => {
  const content = fileContent(first.subarray(0, signatureLength));
  // The first bytes may end within a character; only what no text begins with is refused here.
  const isUtf16 = content.is === "not-utf8" && /UTF-16/.test(content.says);
  if (content.is !== "archive" && content.is !== "binary" && !isUtf16) return;
  throw new Refusal(
    "unsupported-media",
    `${file} ${content.says}. Send the report itself, as text in UTF-8.`,
    [{ file, says: content.says }],
  );
};

const lineFeeds = (text: string): number => text.split("\n").length - 1;

/**
 * A file's bytes as text, piece by piece. A byte order mark of UTF-8 is taken off. Refuses archives,
 * binary files, UTF-16 and bytes that are not UTF-8, with the line near which they stand.
 */
export async function* decodeText(file: string, chunks: ByteChunks): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  let isFirst = true;
  const decoded = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      const says = `is not UTF-8 (at or after line ${line}). Save it as UTF-8.`;
      throw new Refusal("malformed", `${file} ${says}`, [{ file, row: line, says }]);
    }
  };
  for await (const chunk of chunks) {
    if (isFirst && chunk.length > 0) {
      refuseSignature(file, chunk);
      isFirst = false;
    }
    const text = decoded(chunk);
    line += lineFeeds(text);
    if (text !== "") yield text;
  }
  const rest = decoded();
  if (rest !== "") yield rest;
}

/** The first `most` characters of a text that comes in pieces, and the whole of it again from its beginning. */
export const peekText = async (
  text: AsyncGenerator<string>,
  most: number,
): Promise<{ readonly head: string; readonly whole: AsyncGenerator<string> }> => {
  const pieces: string[] = [];
  let length = 0;
  while (length < most) {
    const { value, done } = await text.next();
    if (done) break;
    pieces.push(value);
    length += value.length;
  }
  const head = pieces.join("");
  const whole = async function* (): AsyncGenerator<string> {
    if (head !== "") yield head;
    yield* text;
  };
  return { head: head.slice(0, most), whole: whole() };
};

/** The lines of a text that comes in pieces, counted from 1. Of a line longer than `most` characters, that many. */
export async function* linesOf(
  text: AsyncIterable<string>,
  most: number,
): AsyncGenerator<{ readonly line: string; readonly row: number; readonly isCut: boolean }> {
  let rest = "";
  let isCut = false;
  let row = 0;
  const take = (more: string): void => {
    if (rest.length + more.length > most) isCut = true;
    if (rest.length < most) rest += more.slice(0, most - rest.length);
  };
  const end = () => {
    row += 1;
    const line = { line: rest.replace(/\r$/, ""), row, isCut };
    rest = "";
    isCut = false;
    return line;
  };
  for await (const piece of text) {
    let from = 0;
    for (let at = piece.indexOf("\n"); at >= 0; at = piece.indexOf("\n", from)) {
      take(piece.slice(from, at));
      yield end();
      from = at + 1;
    }
    take(piece.slice(from));
  }
  if (rest !== "") yield end();
}
