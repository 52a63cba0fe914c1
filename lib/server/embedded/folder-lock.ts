import fs from "node:fs";
import path from "node:path";

type Holder = { pid: number; started: string };

/** Start time of a process in clock ticks, so that a reused process id is not taken for the old holder. */
const startOf = (pid: number): string => {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
};

const isAlive = (holder: Holder): boolean => {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return holder.started === "" || holder.started === startOf(holder.pid);
};

const readHolder = (file: string): Holder | null => {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Holder;
  } catch {
    return null;
  }
};

/**
 * Takes the folder of the embedded database for this process and answers how to let it go.
 * PGlite does not lock its folder, and two processes on one folder silently lose rows (measured).
 * A lock left by a process that no longer runs is taken over.
 */
export const lockFolder = (folder: string): (() => void) => {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, "lock");
  const mine = `${file}.${process.pid}`;
  fs.writeFileSync(mine, JSON.stringify({ pid: process.pid, started: startOf(process.pid) }));
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        fs.linkSync(mine, file);
        return () => fs.rmSync(file, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = readHolder(file);
      if (holder && isAlive(holder)) {
        throw new Error(
          `The data folder ${folder} is in use by process ${holder.pid}. Stop that one, or set SIGNALBOX_DATA to another folder.`,
        );
      }
      fs.rmSync(file, { force: true });
    }
    throw new Error(`The data folder ${folder} could not be locked. Start again.`);
  } finally {
    fs.rmSync(mine, { force: true });
  }
};
