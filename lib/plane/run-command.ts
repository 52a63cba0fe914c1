import { spawn } from "node:child_process";

export type CommandResult =
  | { readonly is: "done" }
  | { readonly is: "failed"; readonly says: string };

// A gateway that does not answer its own command in this time is not going to.
const endsWithin = 30_000;
const outputAtMost = 2000;

/** A word for a shell that stands for itself. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Runs a command of the operator's in a shell; `SIGNALBOX_FILE` names the file that it is about. */
export const runCommand = (command: string, file: string): Promise<CommandResult> =>
  new Promise((resolve) => {
    // Of its own group, so that what the shell started ends with it.
    const named = `SIGNALBOX_FILE=${shellWord(file)}; export SIGNALBOX_FILE; ${command}`;
    const child = spawn("/bin/sh", ["-c", named], {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const note = (part: Buffer): void => {
      output = (output + part.toString("utf8")).slice(-outputAtMost);
    };
    child.stdout.on("data", note);
    child.stderr.on("data", note);
    const timer = setTimeout(() => {
      output += `no end within ${endsWithin / 1000} s`;
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, endsWithin);
    const failed = (how: string): void =>
      resolve({ is: "failed", says: `\`${command}\` ${how}: ${output.trim()}` });
    child.on("error", (error) => failed(error.message));
    // Not "close": a reload may leave a daemon behind that holds the pipes.
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      setImmediate(() => {
        if (code === 0) resolve({ is: "done" });
        else failed(signal === null ? `ended with ${code}` : `was ended by ${signal}`);
        child.stdout.destroy();
        child.stderr.destroy();
      });
    });
  });
