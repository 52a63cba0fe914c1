import path from "node:path";
import { defineConfig } from "vitest/config";

// Real processes, which mostly wait for one another: two files at a time. On a real server one at a time,
// since some of them kill and restart it.
const isShared = process.env.SIGNALBOX_TEST_DATABASE_URL !== undefined;

export default defineConfig({
  resolve: { alias: { "@": path.resolve(".") } },
  test: {
    include: ["e2e/process/*.process.test.ts"],
    globalSetup: "e2e/process/migrated-home.ts",
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: isShared ? 1 : 2,
  },
});
