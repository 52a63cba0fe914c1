import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

const usualPidFiles = ["/run/nginx.pid", "/var/run/nginx.pid", "/usr/local/nginx/logs/nginx.pid"];

/** The pid of nginx's master, as its pid file has it; `null` where none can be read. */
export const nginxMaster = async (pidFile: string | null): Promise<number | null> => {
  for (const file of pidFile === null ? usualPidFiles : [pidFile]) {
    const pid = Number((await readFile(file, "utf8").catch(() => "")).trim());
    if (Number.isInteger(pid) && pid > 1) return pid;
  }
  return null;
};

const parentIn = (stat: string): number =>
  // The name in parentheses may hold anything; the parent is the second field after it.
  Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);

/** The pids of a process's children: nginx's workers, those that are draining too. */
export const childrenOf = async (parent: number): Promise<ReadonlySet<number>> => {
  const names = await readdir("/proc").catch(() => null);
  if (names === null) {
    const { stdout } = await run("ps", ["-axo", "pid=,ppid="]);
    const pairs = stdout.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
    return new Set(pairs.flatMap(([pid, of]) => (of === parent && pid !== undefined ? [pid] : [])));
  }
  const children = new Set<number>();
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    if (stat !== "" && parentIn(stat) === parent) children.add(Number(name));
  }
  return children;
};
