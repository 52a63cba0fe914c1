import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": path.resolve(".") } },
  test: {
    include: [
      "lib/**/*.test.ts",
      "clients/**/*.test.ts",
      "components/**/*.test.ts",
      "bin/**/*.test.ts",
      "prisma/**/*.test.ts",
    ],
    exclude: ["**/*.integration.test.ts", "node_modules/**"],
    // One module graph for each worker: half the processor time of one for each file (measured).
    isolate: false,
    testTimeout: 20_000,
  },
});
