import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { defineConfig } from "@playwright/test";

// One server for the whole run, in a folder of its own; workers find the same one through the environment.
const port = Number(process.env.SIGNALBOX_E2E_PORT ?? 3197);
process.env.SIGNALBOX_E2E_PORT = String(port);
process.env.SIGNALBOX_E2E_DATA ??= fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-e2e-"));

export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"]],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: "node bin/start.mjs",
    url: `http://127.0.0.1:${port}/plane/readyz`,
    timeout: 240_000,
    env: {
      PORT: String(port),
      SIGNALBOX_DATA: process.env.SIGNALBOX_E2E_DATA,
      SIGNALBOX_LOG: "warn",
    },
  },
});
