import { spawn } from "node:child_process";
import fs from "node:fs";
import { createServer, type Server } from "node:http";
import os from "node:os";
import path from "node:path";
import { ended, endingWithTests, freePort, outputOf } from "@/e2e/process/start-server";

/** A service that is measured: what its `/metrics` says, by name and labels. */
export type Measured = { readonly address: string; readonly stop: () => Promise<void> };

/** Serves metrics that `say` writes each time they are scraped. */
export const serveMetrics = (say: () => string): Promise<Measured> =>
  new Promise((resolve) => {
    const server: Server = createServer((_, response) => {
      response.setHeader("content-type", "text/plain; version=0.0.4");
      response.end(say());
    }).listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      resolve({
        address: `127.0.0.1:${port}`,
        stop: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });

/** Starts a real Prometheus on loopback that scrapes a target every second, and waits until it is ready. */
export const startPrometheus = async (
  program: string,
  target: string,
): Promise<{ address: string; stop: () => Promise<void> }> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-prometheus-"));
  const config = path.join(folder, "prometheus.yml");
  fs.writeFileSync(
    config,
    [
      "global: { scrape_interval: 1s, scrape_timeout: 1s }",
      "scrape_configs:",
      "  - job_name: service",
      `    static_configs: [{ targets: ["${target}"] }]`,
    ].join("\n"),
  );
  const port = await freePort();
  const child = endingWithTests(
    spawn(
      program,
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${path.join(folder, "data")}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: ["ignore", "pipe", "pipe"] },
    ),
  );
  const output = outputOf(child);
  const address = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Prometheus ended: ${output()}`);
    if (Date.now() > deadline) throw new Error(`Prometheus did not start: ${output()}`);
    const ready = await fetch(`${address}/-/ready`).catch(() => null);
    await ready?.body?.cancel();
    if (ready?.ok) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    address,
    stop: async () => {
      child.kill("SIGTERM");
      await ended(child);
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
};
