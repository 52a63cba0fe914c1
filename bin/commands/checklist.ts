import fs from "node:fs";
import path from "node:path";
import { CliError, type Connection, call, download } from "@/bin/connection";
import { exportChecklist as exported, listChecklists } from "@/lib/contract/checklists";

const noneWords = (notKept: readonly string[]): string =>
  notKept.length > 0
    ? `The checklists were imported before they were kept. Import them once more: ${notKept.join(", ")}.`
    : "No checklist with a column owner_signoff was imported.";

/** `signalbox checklist list`: which files were imported that what was signed can be filled into. */
export const listFiles = async (connection: Connection, program: string): Promise<void> => {
  const { checklists, notKept } = await call(connection, listChecklists, { program });
  for (const { file, importedAt, by } of checklists) {
    console.log(`${file}  imported ${importedAt.slice(0, 10)} by ${by}`);
  }
  if (checklists.length === 0) console.log(noneWords(notKept));
};

/** `signalbox checklist export`: files as they were imported with what was signed filled in, over those in a folder. */
export const exportChecklist = async (
  connection: Connection,
  program: string,
  files: readonly string[],
  options: { readonly to?: string },
): Promise<void> => {
  const kept = files.length > 0 ? null : await call(connection, listChecklists, { program });
  const names = kept ? kept.checklists.map(({ file }) => file) : files;
  if (kept && names.length === 0) throw new CliError(noneWords(kept.notKept), 1);
  if (options.to === undefined && names.length > 1) {
    throw new CliError(`There are ${names.length} files; name one, or a folder with --to.`);
  }
  for (const file of names) {
    const bytes = await download(connection, exported, { program, file });
    if (options.to === undefined) {
      process.stdout.write(bytes);
      continue;
    }
    fs.mkdirSync(options.to, { recursive: true });
    const place = path.join(options.to, path.basename(file));
    fs.writeFileSync(place, bytes);
    console.log(`Wrote ${place}.`);
  }
};
