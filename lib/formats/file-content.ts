/** What uploaded bytes are, as far as their first bytes tell: text in UTF-8, or something else, in words. */
export type FileContent =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "empty" }
  | {
      readonly is: "archive" | "binary" | "not-utf8";
      readonly says: string;
      readonly row?: number;
    };

type Signature = {
  readonly bytes: readonly number[];
  readonly is: "archive" | "binary";
  readonly says: string;
};

const signatures: readonly Signature[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    is: "archive",
    says: "is a zip archive (or an .xlsx workbook, which is one)",
  },
  { bytes: [0x50, 0x4b, 0x05, 0x06], is: "archive", says: "is an empty zip archive" },
  { bytes: [0x1f, 0x8b], is: "archive", says: "is a gzip archive" },
  { bytes: [0x42, 0x5a, 0x68], is: "archive", says: "is a bzip2 archive" },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], is: "archive", says: "is an xz archive" },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], is: "archive", says: "is a zstandard archive" },
  { bytes: [0x37, 0x7a, 0xbc, 0xaf], is: "archive", says: "is a 7-Zip archive" },
  { bytes: [0x52, 0x61, 0x72, 0x21], is: "archive", says: "is a RAR archive" },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], is: "binary", says: "is an old Excel or Word file" },
  { bytes: [0x25, 0x50, 0x44, 0x46], is: "binary", says: "is a PDF" },
  { bytes: [0x89, 0x50, 0x4e, 0x47], is: "binary", says: "is a PNG picture" },
  { bytes: [0xff, 0xd8, 0xff], is: "binary", says: "is a JPEG picture" },
  { bytes: [0x47, 0x49, 0x46, 0x38], is: "binary", says: "is a GIF picture" },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], is: "binary", says: "is a program (ELF)" },
  { bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], is: "binary", says: "is an SQLite database" },
  { bytes: [0x50, 0x41, 0x52, 0x31], is: "binary", says: "is a Parquet file" },
];

const lineOf = (bytes: Uint8Array, end: number): number => {
  let line = 1;
  for (let index = 0; index < end; index += 1) if (bytes[index] === 0x0a) line += 1;
  return line;
};

/** The first byte that is not part of well-formed UTF-8: decoding is bisected, since the decoder names no place. */
const firstBadByte = (bytes: Uint8Array): number => {
  let from = 0;
  let to = bytes.length;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      from = middle;
    } catch {
      to = middle;
    }
  }
  return from;
};

/** Sorts bytes into text and everything else. A UTF-8 BOM is taken off; UTF-16 and NUL bytes are not text. */
export const fileContent = (bytes: Uint8Array): FileContent => {
  if (bytes.length === 0) return { is: "empty" };
  const known = signatures.find((it) => it.bytes.every((byte, index) => bytes[index] === byte));
  if (known) return { is: known.is, says: known.says };
  const isUtf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return { is: "not-utf8", says: "is UTF-16 text; save it as UTF-8", row: 1 };
  const nul = bytes.indexOf(0);
  if (nul >= 0)
    return { is: "binary", says: "holds a NUL byte, so it is not text", row: lineOf(bytes, nul) };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.trim() === "" ? { is: "empty" } : { is: "text", text };
  } catch {
    const row = lineOf(bytes, firstBadByte(bytes));
    return { is: "not-utf8", says: `is not UTF-8 (line ${row}); save it as UTF-8`, row };
  }
};
