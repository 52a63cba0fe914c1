import fs from "node:fs";
import path from "node:path";
import { authorsInGit } from "@/bin/authors-in-git";
import { addressOf, CliError, type Connection, call } from "@/bin/connection";
import { type ReportedEvidence, type ReportPreview, reportEvidence } from "@/lib/contract/evidence";

type Options = {
  readonly program: string;
  readonly file: readonly string[];
  readonly commit?: string;
  readonly kind?: string;
  readonly side?: string;
  readonly environment?: string;
  readonly ref?: string;
  readonly runUrl?: string;
  readonly budget?: string;
  readonly subject?: readonly string[];
  readonly collectedAt?: string;
  readonly series?: string;
  readonly author?: readonly string[];
  readonly sinceCommit?: string;
  readonly dryRun?: true;
  readonly json?: true;
};

const shown = 20;

/** What was sent is read whole here; the server spools it. */
const readFiles = (paths: readonly string[]): { name: string; bytes: Uint8Array }[] =>
  paths.map((place) => {
    const stat = fs.statSync(place, { throwIfNoEntry: false });
    if (!stat) throw new CliError(`There is no file ${place}.`);
    if (!stat.isFile()) throw new CliError(`${place} is no file. Name each report with --file.`);
    return { name: path.basename(place), bytes: fs.readFileSync(place) };
  });

const listed = (names: readonly string[]): string => {
  const more = names.length - shown;
  const some = names.slice(0, shown).map((name) => `    ${name}`);
  return [...some, ...(more > 0 ? [`    and ${more} more`] : [])].join("\n");
};

const unmatchedLines = (counts: ReportedEvidence["counts"], unmatched: readonly string[]) =>
  counts && counts.unmatched > 0
    ? [`  ${counts.unmatched.toLocaleString("en")} match no contract test:\n${listed(unmatched)}`]
    : [];

const noteLines = (notes: ReportedEvidence["notes"]): string[] =>
  notes.map(({ says, row }) => `  Note${row ? ` (line ${row})` : ""}: ${says}`);

/** A report as it would be taken: what it is, and which contract tests would stand otherwise. */
const previewLines = (preview: ReportPreview): string => {
  const { file, outcome, kind, format, says, changes, changed } = preview;
  const head = `${file} would be: ${outcome} (${kind}, ${format}) ${says}`;
  if (preview.repeats) return `${head}\n  Reported before; nothing would be stored.`;
  const changing = changes.map(
    ({ test, was, becomes }) => `${test}: ${was ?? "never ran"} → ${becomes}`,
  );
  return [
    head,
    `  ${changed.toLocaleString("en")} contract tests would stand otherwise${changed > 0 ? `:\n${listed(changing)}` : "."}`,
    ...unmatchedLines(preview.counts, preview.unmatched),
    ...(preview.supersedes ? ["  It would supersede what was reported before of its series."] : []),
    ...noteLines(preview.notes),
  ].join("\n");
};

/** A report as it was taken: what it says, and which of its tests are contract tests. */
const linesOf = (evidence: ReportedEvidence, page: string): string => {
  const { counts, tests, unmatched } = evidence;
  const head = `${evidence.file}: ${evidence.outcome} (${evidence.kind}, ${evidence.format}) ${evidence.says}`;
  if (evidence.isRepeated)
    return `${head}\n  Reported before; nothing was stored again.\n  ${page}`;
  return [
    head,
    ...(tests.length > 0 ? [`  Contract tests:\n${listed(tests)}`] : []),
    ...unmatchedLines(counts, unmatched),
    ...noteLines(evidence.notes),
    `  ${page}`,
  ].join("\n");
};

/** `signalbox evidence push`: reports of one build. Ends with 1 where one of them is refused; then none is stored. */
export const pushEvidence = async (connection: Connection, options: Options): Promise<void> => {
  const { program, file, json, author, sinceCommit, dryRun, ...fields } = options;
  const files = readFiles(file);
  const authors = author ?? authorsInGit(options.commit, sinceCommit);
  const sent = { program, ...fields, authors, dryRun: dryRun ? "true" : "false" } as const;
  const answer = await call(connection, reportEvidence, sent, files);
  if (json) return console.log(JSON.stringify(answer, null, 2));
  for (const preview of answer.preview) console.log(previewLines(preview));
  const pages = `${addressOf(connection)}/programs/${program}/evidence`;
  for (const evidence of answer.evidence) {
    console.log(linesOf(evidence, `${pages}/${evidence.id}`));
  }
};
