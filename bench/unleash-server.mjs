// The peer of the suite `plane-peer`, in a process of its own: a feature flag server from npm, installed
// into a scratch folder and no dependency of this project. Arguments: its folder, a database, a port.
import { createRequire } from "node:module";
import path from "node:path";

const [folder, databaseUrl, port] = process.argv.slice(2);
const unleash = createRequire(path.join(folder, "package.json"))("unleash-server");
await unleash.start({
  databaseUrl,
  db: { ssl: false },
  server: { port: Number(port), host: "127.0.0.1" },
  authentication: { type: "none", initApiTokens: [] },
  versionCheck: { enable: false },
  telemetry: false,
  logLevel: "error",
});
process.send?.("ready");
