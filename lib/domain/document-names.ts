/** A file that people read and approve, as trackers name it: `registryd_design.md`, `plans/rewrite/dal.md`. */
const documentName =
  /(?:https?:\/\/)?[\p{L}\p{N}_][\p{L}\p{N}_./%~-]*\.(?:md|adoc|rst|txt|pdf|csv|docx?|html?)(?![\p{L}\p{N}_])/giu;

/**
 * The documents that a text names, each once, in its order. In: a gate's or criterion's evidence as
 * somebody wrote it. A source file (`bridge.py`) is no document, nor is a word without a file's ending.
 */
export const documentsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(documentName)].map(([name]) => name)),
];
