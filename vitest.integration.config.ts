import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": path.resolve(".") } },
  test: {
    include: ["**/*.integration.test.ts"],
    exclude: ["node_modules/**", ".next/**", "dist/**"],
    globalSetup: "lib/server/test-template.ts",
    testTimeout: 120_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    // One module graph for each worker; every file still has a database of its own.
    isolate: false,
    env: { SIGNALBOX_LOG: "error" },
  },
});
