// A supervisor of the two-owners test: runs one worker under leases, and writes down whenever it ran.
import fs from "node:fs";
import { pathToFileURL } from "node:url";

const settings = JSON.parse(process.argv[2]);
const realNow = Date.now;

/** The wall clock, as wrong as the test makes it. */
const shifted = () => {
  try {
    return realNow() + Number(fs.readFileSync(settings.shift, "ascii")) * 1000;
  } catch {
    return realNow();
  }
};
globalThis.Date = class extends Date {
  constructor(...given) {
    super(...(given.length === 0 ? [shifted()] : given));
  }
  static now() {
    return shifted();
  }
};

const { createClient } = await import(pathToFileURL(settings.client).href);
const journal = fs.openSync(settings.journal, "a");
const instance = `node-${process.pid}`;
const client = createClient({
  url: settings.url,
  program: settings.program,
  environment: "staging",
  token: settings.token,
  legacy: "python",
  instance,
  pollSeconds: [0.2, 0.4],
  receiptSeconds: 0.4,
  reconnectSeconds: 0.2,
  silentSeconds: 3,
  timeoutSeconds: 10,
});

/** Milliseconds of the machine's clock that nobody sets: both supervisors read the same. */
const steady = () => Number(process.hrtime.bigint()) / 1e6;

let timer;
client.supervise({
  worker: settings.worker,
  owner: "go",
  start: ({ fence }) => {
    timer = setInterval(() => {
      const at = steady();
      const isHeld = client.status().workers[0].leaseSeconds > 0;
      fs.writeSync(journal, `${JSON.stringify({ owner: "go", instance, fence, at, isHeld })}\n`);
    }, 10);
  },
  stop: () => clearInterval(timer),
  stopSeconds: 0.5,
});
await client.start();
process.once("SIGTERM", () => {
  void client.close().then(() => process.exit());
});
