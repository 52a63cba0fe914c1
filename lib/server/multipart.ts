import { Refusal } from "@/lib/domain/refusal";

/** One field or file of a form. Its bytes have to be read before the next part comes. */
export type FormPart = {
  readonly name: string;
  /** Null for a field that is no file. */
  readonly fileName: string | null;
  readonly bytes: AsyncGenerator<Uint8Array>;
};

const longestHead = 16 * 1024;

const cutOff = (): Refusal =>
  new Refusal("malformed", "The form data cannot be read; was it cut off?");

const boundaryOf = (type: string): string => {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw new Refusal("malformed", "The form data names no boundary.");
  return boundary;
};

/** Browsers and `fetch` write a quote within a name as %22 and line ends as %0D and %0A. */
const attributeOf = (disposition: string, name: string): string | null => {
  const [, quoted, plain] =
    new RegExp(`[;\\s]${name}=(?:"([^"]*)"|([^\\s;]+))`, "i").exec(disposition) ?? [];
  const value = quoted ?? plain;
  return value === undefined
    ? null
    : value.replace(/%22/g, '"').replace(/%0D/gi, "\r").replace(/%0A/gi, "\n");
};

/**
 * The parts of a multipart form as they come over the wire (RFC 7578); nothing of them is kept.
 * Refuses what is no such form and one that was cut off.
 */
export async function* formParts(
  contentType: string,
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<FormPart> {
  const mark = Buffer.from(`\r\n--${boundaryOf(contentType)}`);
  const source = body[Symbol.asyncIterator]();
  // The first boundary has no line before it.
  let buffer: Buffer = Buffer.from("\r\n");

  const more = async (): Promise<void> => {
    const { value, done } = await source.next();
    if (done) throw cutOff();
    buffer = buffer.length === 0 ? Buffer.from(value) : Buffer.concat([buffer, value]);
  };

  async function* until(end: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = buffer.indexOf(end);
      if (at >= 0) {
        const rest = buffer.subarray(0, at);
        buffer = buffer.subarray(at + end.length);
        if (rest.length > 0) yield rest;
        return;
      }
      // The end itself may be cut in two.
      const safe = buffer.length - end.length + 1;
      if (safe > 0) {
        const part = buffer.subarray(0, safe);
        buffer = buffer.subarray(safe);
        yield part;
      }
      await more();
    }
  }

  const lineOf = async (end: string): Promise<string> => {
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of until(Buffer.from(end))) {
      length += part.length;
      if (length > longestHead) throw cutOff();
      parts.push(part);
    }
    return Buffer.concat(parts).toString("utf8");
  };

  for await (const _ of until(mark)) {
    // What stands before the first boundary means nothing.
  }
  for (;;) {
    while (buffer.length < 2) await more();
    if (buffer.subarray(0, 2).toString() === "--") return;
    await lineOf("\r\n");
    const head = await lineOf("\r\n\r\n");
    const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? "";
    const name = attributeOf(disposition, "name");
    if (name === null) throw cutOff();
    const bytes = until(mark);
    yield { name, fileName: attributeOf(disposition, "filename"), bytes };
    // Whatever nobody read of it.
    for await (const _ of bytes);
  }
}
