import { spawn } from "node:child_process";
import { ended, freePort, outputOf, type Server } from "@/e2e/process/start-server";

type Settings = {
  readonly upstream: string;
  readonly token: string;
  /** Where it keeps what it knows; it survives the process. */
  readonly state: string;
};

const spawnGateway = (args: readonly string[], token: string) =>
  spawn(process.execPath, ["dist/gateway.mjs", ...args], {
    env: {
      PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
      HOME: process.env.HOME,
      SIGNALBOX_TOKEN: token,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });

const started = async (
  child: ReturnType<typeof spawnGateway>,
  says: string,
): Promise<Omit<Server, "address">> => {
  const output = outputOf(child);
  for (const deadline = Date.now() + 20_000; !output().includes(says); ) {
    if (child.exitCode !== null || Date.now() > deadline) {
      throw new Error(`It did not start: ${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const end = async (signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
    child.kill(signal);
    await ended(child);
  };
  return { output, kill: () => end("SIGKILL"), stop: () => end("SIGTERM") };
};

/** Starts an edge and waits until it serves; it has no database and no folder but `state`. */
export const startEdge = async ({ upstream, token, state }: Settings): Promise<Server> => {
  const port = await freePort();
  const args = ["edge", "--upstream", upstream, "--listen", `${port}`, "--state", state];
  const child = spawnGateway([...args, "--name", "edge-of-the-test"], token);
  const process = await started(child, "edge is ready");
  return { address: `http://127.0.0.1:${port}`, ...process };
};
