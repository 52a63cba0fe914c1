import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";

export type BenchServer = {
  readonly address: string;
  readonly headers: Record<string, string>;
  /** Most memory the process has held so far, in MB; `NaN` where the system does not tell. */
  readonly peakMegabytes: () => number;
  readonly stop: () => Promise<void>;
};

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const isUp = async (address: string): Promise<boolean> =>
  fetch(`${address}/plane/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

/** A Signalbox of its own on the embedded database, as `npm start` would start it. */
export const startServer = async ({ examples = false } = {}): Promise<BenchServer> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-bench-"));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child: ChildProcess = spawn(process.execPath, ["dist/server.mjs"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      SIGNALBOX_DATA: folder,
      SIGNALBOX_EXAMPLES: examples ? "on" : "off",
      SIGNALBOX_LOG: "error",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const deadline = Date.now() + 60_000;
  while (!(await isUp(address))) {
    if (Date.now() > deadline || child.exitCode !== null)
      throw new Error("The server did not start.");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const token = fs.readFileSync(path.join(folder, "cli-token"), "utf8");
  return {
    address,
    headers: { authorization: `Bearer ${token}` },
    peakMegabytes: () => {
      try {
        const status = fs.readFileSync(`/proc/${child.pid}/status`, "utf8");
        return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024);
      } catch {
        return Number.NaN;
      }
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
};

export const callJson = async <Answer>(
  server: BenchServer,
  method: string,
  place: string,
  body?: unknown,
): Promise<Answer> => {
  const response = await fetch(`${server.address}/api/v1${place}`, {
    method,
    headers: {
      ...server.headers,
      ...(body && !(body instanceof FormData) ? { "content-type": "application/json" } : {}),
    },
    ...(body ? { body: body instanceof FormData ? body : JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${place}: ${await response.text()}`);
  return (await response.json()) as Answer;
};

/** Generated route rows as a tracker's CSV, `rows` of them, over 12 families and 500 capabilities. */
export const generatedTracker = (rows: number): Uint8Array => {
  const lines = [
    "route_id,method,path_template,route_family,capability,owner,review_wave,contract_test_id,status",
  ];
  for (let row = 0; row < rows; row += 1) {
    const id = `ROUTE-${String(row).padStart(6, "0")}`;
    const method = ["GET", "POST", "PUT", "DELETE"][row % 4];
    lines.push(
      `${id},${method},/api/v${row % 12}/resource-${Math.floor(row / 4)}/{id},family-${row % 12},capability-${row % 500},team-${row % 20},W${row % 5},PT-${id},planned`,
    );
  }
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
};
