// `npm test`: everything on the embedded PostgreSQL. `npm run test:real`: the integration and
// process suites on a real PostgreSQL. `npm run check`: only what needs no build.
import path from "node:path";
import { findChromium } from "./find-chromium.mjs";
import { findOrInstallNginx, withoutNginx } from "./find-nginx.mjs";
import { findOrInstallPrometheus, withoutPrometheus } from "./find-prometheus.mjs";
import { prepare, root } from "./prepare.mjs";
import { finish, step } from "./run-steps.mjs";
import { startRealPostgres } from "./start-real-postgres.mjs";

const bin = (name) => path.join(root, "node_modules", ".bin", name);
const cruised = [
  "app",
  "components",
  "lib",
  "prisma",
  "bin",
  "bench",
  "e2e",
  "clients",
  "lab",
  "server.ts",
];
/** A layer check that looked at nothing passes too; it has to have seen the code. */
const fewestModules = 350;

const enoughModules = (output) => {
  const modules = Number(/(\d+) modules/.exec(output)?.[1] ?? 0);
  return modules >= fewestModules ? null : `only ${modules} modules were looked at`;
};

const checks = async () => {
  await step("types", bin("tsc"), ["--noEmit", "-p", "."]);
  await step("lint", bin("biome"), ["check", "."]);
  await step("layers", bin("depcruise"), ["--config", ".dependency-cruiser.cjs", ...cruised], {
    check: enoughModules,
  });
  await step("unused", bin("knip"), []);
};

const integration = (env) =>
  step("integration", bin("vitest"), ["run", "-c", "vitest.integration.config.ts"], { env });
const processes = (env) => {
  if (findOrInstallNginx() === null) console.log(`Not tested: gateways. ${withoutNginx}`);
  if (findOrInstallPrometheus() === null) {
    console.log(`Not tested: measuring at a Prometheus server. ${withoutPrometheus}`);
  }
  return step("processes", bin("vitest"), ["run", "-c", "vitest.process.config.ts"], { env });
};

const which = process.argv[2] ?? "all";
if (which === "check") {
  prepare("install", "generate");
  await checks();
} else if (which === "real") {
  prepare("install", "generate", "bundle", "pages");
  const postgres = await startRealPostgres();
  const env = { SIGNALBOX_TEST_DATABASE_URL: postgres.url };
  await integration(env);
  await processes(env);
  await postgres.stop();
} else {
  prepare("install", "generate", "bundle", "pages");
  const chromium = findChromium();
  await Promise.all([checks(), step("unit", bin("vitest"), ["run"])]);
  await integration({});
  await processes({});
  await step("browser", bin("playwright"), ["test"], { env: { CHROMIUM: chromium } });
}
finish();
