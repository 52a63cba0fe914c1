import { randomBytes } from "node:crypto";
import { chmod, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";

const temporary = /^\.(.+)\.\d+-[0-9a-f]{8}\.next$/;

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Writes a file beside its place and brings it to the disk; answers where it is. `mode` as for open(2). */
export const writeBeside = async (file: string, text: string, mode = 0o644): Promise<string> => {
  const name = `.${path.basename(file)}.${process.pid}-${randomBytes(4).toString("hex")}.next`;
  const place = path.join(path.dirname(file), name);
  const handle = await open(place, "wx", mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return place;
};

/** Puts a file that `writeBeside` wrote into its place; a power cut leaves the old one or the new one. */
export const moveIntoPlace = async (from: string, file: string): Promise<void> => {
  const before = await stat(file).catch(() => null);
  // What reads the file may be another user, to whom it was opened by hand.
  if (before !== null) await chmod(from, before.mode & 0o777).catch(() => undefined);
  await rename(from, file);
  await syncFolder(path.dirname(file));
};

/** Writes a whole file: whoever reads it sees the old text or the new, never a part. */
export const writeAtomically = async (file: string, text: string, mode = 0o644): Promise<void> => {
  const place = await writeBeside(file, text, mode);
  try {
    await moveIntoPlace(place, file);
  } catch (error) {
    await rm(place, { force: true });
    throw error;
  }
};

/** Takes away what writers of this file left when they were killed. */
export const sweepLeftovers = async (file: string): Promise<void> => {
  const folder = path.dirname(file);
  for (const name of await readdir(folder).catch(() => [])) {
    const isOurs = temporary.exec(name)?.[1] === path.basename(file);
    const pid = Number(/\.(\d+)-[0-9a-f]{8}\.next$/.exec(name)?.[1]);
    if (!isOurs || isRunning(pid)) continue;
    await rm(path.join(folder, name), { force: true });
  }
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return pid !== process.pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};
