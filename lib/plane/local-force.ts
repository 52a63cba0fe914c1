import { readFileSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { writeAtomically } from "@/lib/plane/write-atomically";

/** Legacy as this machine itself forces it: since when, and why. */
export type LocalForce = { readonly since: string; readonly reason: string };

// Fast enough to be felt at once, and one look at a file's name costs nothing.
const lookEvery = 250;

/** What a force file says. The file alone is enough: one that cannot be read forces too. */
const readForce = (file: string): LocalForce | null => {
  let since: string;
  try {
    since = statSync(file).mtime.toISOString();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    since = new Date(0).toISOString();
  }
  let reason = "";
  try {
    reason = readFileSync(file, "utf8").trim().slice(0, 500);
  } catch {
    // Somebody made it who may: that it is there is what counts.
  }
  // It is shown and stored as one line of text.
  const line = reason.replace(/[\p{Cc}\p{Cs}]+/gu, " ");
  return { since, reason: line || "the force file is there" };
};

/**
 * Legacy forced by a file: whoever makes it forces, whoever removes it lifts, with nothing else up. An
 * edge's, agent's or client's own emergency control. switches.md, "Owner resolution" 1.
 */
export const createLocalForce = (file: string, onChange: (force: LocalForce | null) => void) => {
  let force = readForce(file);
  const look = (): void => {
    const now = readForce(file);
    if ((now === null) === (force === null) && now?.reason === force?.reason) return;
    force = now;
    onChange(force);
  };
  const timer = setInterval(look, lookEvery);
  timer.unref();
  return {
    current: (): LocalForce | null => force,
    stop: () => clearInterval(timer),
  };
};

/** Forces legacy on this machine until `liftLocalForce`, also for processes that run already. */
export const forceLocally = (file: string, reason: string): Promise<void> =>
  writeAtomically(file, `${reason}\n`);

export const liftLocalForce = (file: string): Promise<void> => rm(file, { force: true });
