import { spawn } from "node:child_process";
import {
  ended,
  endingWithTests,
  freePort,
  outputOf,
  type Server,
} from "@/e2e/process/start-server";

type Settings = {
  readonly upstream: string;
  readonly token: string;
  /** Where it keeps what it knows; it survives the process. */
  readonly state: string;
  /** Where it listens; a free one unless told. */
  readonly port?: number;
};

const spawnGateway = (args: readonly string[], token: string) =>
  endingWithTests(
    spawn(process.execPath, ["dist/gateway.mjs", ...args], {
      env: {
        NODE_ENV: "production",
        PATH: `${process.env.PATH}:/usr/sbin:/sbin`,
        HOME: process.env.HOME,
        SIGNALBOX_TOKEN: token,
      },
      stdio: ["ignore", "pipe", "pipe"],
    }),
  );

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
export const startEdge = async (settings: Settings): Promise<Server> => {
  const { upstream, token, state, port = await freePort() } = settings;
  const args = ["edge", "--upstream", upstream, "--listen", `${port}`, "--state", state];
  const child = spawnGateway([...args, "--name", "edge-of-the-test"], token);
  const process = await started(child, "edge is ready");
  return { address: `http://127.0.0.1:${port}`, ...process };
};

/** Starts an agent and waits until it follows; `more` are its other options. */
export const startAgent = async (
  { upstream, token, state }: Settings,
  more: readonly string[],
): Promise<Omit<Server, "address">> => {
  const child = spawnGateway(["agent", "--upstream", upstream, "--state", state, ...more], token);
  return started(child, "agent keeps");
};

/** Runs an agent once, beside one that may run, with nothing to follow: what a person does in an emergency. */
export const runAgentOnce = async (args: readonly string[]): Promise<void> => {
  const child = spawnGateway(["agent", ...args], "");
  const output = outputOf(child);
  if ((await ended(child)) !== 0) throw new Error(`The agent refused: ${output()}`);
};
