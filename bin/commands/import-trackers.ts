import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { addressOf, CliError, type Connection, call } from "@/bin/connection";
import { importLines } from "@/bin/import-lines";
import {
  applyImport,
  discardImport,
  type ImportSummary,
  previewImport,
} from "@/lib/contract/imports";
import { createProgram, type ProgramSummary, readProgram } from "@/lib/contract/programs";
import { planImport } from "@/lib/domain/import-plan";
import { Refusal } from "@/lib/domain/refusal";
import { readInventory } from "@/lib/formats/read-inventory";
import { importSummary } from "@/lib/server/inventory/import-summary";

type Options = {
  readonly program: string;
  readonly create?: true;
  readonly name?: string;
  readonly legacy?: string;
  readonly target?: string;
  readonly yes?: true;
  readonly json?: true;
};

type SourceFile = { readonly name: string; readonly bytes: Uint8Array };

const filesBelow = (place: string, name = ""): SourceFile[] => {
  const stat = fs.statSync(place, { throwIfNoEntry: false });
  if (!stat) throw new CliError(`There is no file or folder ${place}.`);
  if (!stat.isDirectory()) {
    return [{ name: name || path.basename(place), bytes: fs.readFileSync(place) }];
  }
  return fs
    .readdirSync(place)
    .filter((entry) => !entry.startsWith("."))
    .sort()
    .flatMap((entry) => filesBelow(path.join(place, entry), path.posix.join(name, entry)));
};

const existing = async (
  connection: Connection,
  options: Options,
): Promise<ProgramSummary | null> => {
  try {
    return await call(connection, readProgram, { program: options.program });
  } catch (error) {
    if (error instanceof CliError && error.status === 404) return null;
    throw error;
  }
};

const confirmed = async (options: Options, question: string): Promise<boolean> => {
  if (options.yes) return true;
  if (!process.stdin.isTTY || options.json) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
};

const print = (options: Options, summary: ImportSummary, more: Record<string, unknown>): void => {
  if (options.json) console.log(JSON.stringify({ ...more, summary }, null, 2));
  else console.log(importLines(summary));
};

/** Reading here first: files that cannot be read are refused before anything is created or sent. */
const readHere = (files: readonly SourceFile[], words: { legacy: string; target: string }) => {
  try {
    return readInventory(files, words);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const faults = error.reasons.map(
      ({ file, row, column, says }) =>
        `  ${[file, row && `row ${row}`, column && `column ${column}`].filter(Boolean).join(", ")}: ${says}`,
    );
    throw new CliError([error.message, ...faults].join("\n"), 1);
  }
};

const createFirst = async (
  connection: Connection,
  options: Options,
  files: readonly SourceFile[],
): Promise<boolean> => {
  const { legacy, target } = options;
  if (!options.create) {
    throw new CliError(
      `There is no program "${options.program}". Add --create --legacy <word> --target <word> to create it.`,
      1,
    );
  }
  if (!legacy || !target) {
    throw new CliError("--create needs --legacy and --target, the program's words for its owners.");
  }
  const reading = readHere(files, { legacy, target });
  if (options.yes) {
    await call(connection, createProgram, {
      key: options.program,
      ...(options.name ? { name: options.name } : {}),
      legacy,
      target,
    });
    return true;
  }
  const summary = importSummary(planImport([], reading), reading);
  print(options, summary, { program: options.program, status: "not created" });
  if (!(await confirmed(options, `Create ${options.program} with these rows?`))) {
    console.error("Nothing was written. Add --yes to create the program and import.");
    return false;
  }
  await call(connection, createProgram, { key: options.program, legacy, target });
  return true;
};

/** `signalbox import`: preview, then write on confirmation. Importing the same again changes nothing and says so. */
export const importTrackers = async (
  connection: Connection,
  paths: readonly string[],
  options: Options,
): Promise<void> => {
  const files = paths.flatMap((place) => filesBelow(place));
  if (files.length === 0) throw new CliError("There are no files in what you named.");
  const program = await existing(connection, options);
  if (program) readHere(files, program.owners);
  else if (!(await createFirst(connection, options, files))) return;

  const { program: key } = options;
  const preview = await call(connection, previewImport, { program: key }, files);
  if (!preview.summary.hasEffect) {
    await call(connection, discardImport, { program: key, import: preview.id });
    print(options, preview.summary, { program: key, status: "nothing to change" });
    return;
  }
  if (program && !options.yes) {
    print(options, preview.summary, { program: key, import: preview.id, status: "previewed" });
    if (!(await confirmed(options, "Write this?"))) {
      const page = `${addressOf(connection)}/programs/${key}/imports/${preview.id}`;
      console.error(`Nothing was written. Add --yes, or decide at ${page}`);
      return;
    }
  }
  const applied = await call(connection, applyImport, { program: key, import: preview.id });
  print(options, applied.summary, { program: key, import: applied.id, status: applied.status });
  if (!options.json) console.log(`\nWritten. See ${addressOf(connection)}/programs/${key}/matrix`);
};
