/** A cell of a CSV text: where it stands, with its quotes, and what it says. */
export type CsvCell = {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
  readonly value: string;
};

/** Comma, semicolon or tab: whichever the header line holds most of outside quotes. */
export const delimiterOf = (text: string): string => {
  const end = text.search(/[\r\n]/);
  const header = (end < 0 ? text : text.slice(0, end)).replace(/"[^"]*"/g, "");
  const tally = [",", ";", "\t"].map((sign) => ({ sign, n: header.split(sign).length - 1 }));
  return tally.reduce((best, next) => (next.n > best.n ? next : best)).sign;
};

const closingQuote = (text: string, from: number): number => {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at < 0 ? text.length : at;
};

/**
 * The cells of a CSV text record by record, each with its place, so that single cells can be written
 * anew and every other byte stays. In: text that `readCsv` takes. A byte order mark belongs to no cell.
 */
export function* csvRecords(text: string, delimiter = delimiterOf(text)): Generator<CsvCell[]> {
  let at = text.startsWith("\ufeff") ? 1 : 0;
  let record: CsvCell[] = [];
  while (at <= text.length) {
    const start = at;
    const isQuoted = text[at] === '"';
    if (isQuoted) at = closingQuote(text, at + 1) + 1;
    while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== "\r") {
      at += 1;
    }
    const raw = text.slice(start, at);
    const value = isQuoted ? raw.slice(1, raw.lastIndexOf('"')).replaceAll('""', '"') : raw;
    record.push({ start, end: at, isQuoted, value });
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    yield record;
    record = [];
    if (at >= text.length) return;
    at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
    if (at >= text.length) return;
  }
}
