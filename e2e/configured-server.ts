import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export type ConfiguredServer = {
  readonly address: string;
  /** Where its data lies. */
  readonly folder: string;
  /** The link by which the first admin is made, as the log has it. */
  readonly firstAdminLink: () => string;
  readonly stop: () => Promise<void>;
};

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) resolve();
    else child.once("exit", () => resolve());
  });

/** A Signalbox with its own data, its own port, and this configuration; without examples unless it says so. */
export const startConfiguredServer = async (
  port: number,
  configuration: Readonly<Record<string, string>>,
): Promise<ConfiguredServer> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-e2e-"));
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ["bin/start.mjs"], {
    env: {
      ...process.env,
      PORT: String(port),
      SIGNALBOX_DATA: folder,
      SIGNALBOX_LOG: "warn",
      SIGNALBOX_EXAMPLES: "off",
      ...configuration,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const listen = (part: Buffer): void => {
    said += part.toString();
  };
  child.stdout?.on("data", listen);
  child.stderr?.on("data", listen);
  const deadline = Date.now() + 120_000;
  while (!said.includes("is ready on")) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`The server did not start:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    address,
    folder,
    firstAdminLink: () => {
      const link = /\/first-admin\?code=[\w-]+/.exec(said)?.[0];
      if (!link) throw new Error(`No link for the first admin in the log:\n${said}`);
      return `${address}${link}`;
    },
    stop: async () => {
      child.kill("SIGTERM");
      await ended(child);
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
};
