// A long word is gone through once, whatever it is: a cell may hold a megabyte of anything.
const word = /[\p{L}\p{N}_./%~-]+/gu;
const letter = /[\p{L}\p{N}_]/u;
const ending = /\.(?:md|adoc|rst|txt|pdf|csv|docx?|html?)(?![\p{L}\p{N}_])/giu;

/** A file that people read and approve, as trackers name it: `registryd_design.md`, `plans/rewrite/dal.md`. */
const documentIn = (text: string, found: string, at: number): string[] => {
  const first = found.search(letter);
  const last = [...found.matchAll(ending)].at(-1);
  if (first < 0 || last === undefined || last.index <= first) return [];
  const name = found.slice(first, last.index + last[0].length);
  const scheme =
    first === 2 && found.startsWith("//")
      ? /https?:$/i.exec(text.slice(Math.max(0, at - 6), at))
      : null;
  return [scheme ? `${scheme[0]}//${name}` : name];
};

/**
 * The documents that a text names, each once, in its order. In: a gate's or criterion's evidence as
 * somebody wrote it. A source file (`bridge.py`) is no document, nor is a word without a file's ending.
 */
export const documentsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(word)].flatMap(({ 0: found, index }) => documentIn(text, found, index)),
  ),
];
