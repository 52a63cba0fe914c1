import path from "node:path";
import { defineConfig } from "vitest/config";

// Real server processes: one at a time, since each wants the machine's two cores.
export default defineConfig({
  resolve: { alias: { "@": path.resolve(".") } },
  test: {
    include: ["e2e/process/*.process.test.ts"],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
});
