import { generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, type TestContext } from "vitest";
import { startBreakablePlane } from "@/clients/behaviour/breakable-plane";
import { type ClientDriver, type Command, startDriver } from "@/clients/behaviour/client-driver";
import { type Language, languages } from "@/clients/behaviour/languages";
import type { ClientOptions, Decision } from "@/clients/typescript/client-types";
import type { Receipt } from "@/lib/contract/receipts";
import { exampleSnapshot } from "@/lib/domain/example-snapshot";
import type { Snapshot } from "@/lib/domain/snapshot";
import { exampleSource, startExamplePlane } from "@/lib/plane/example-plane";
import type { LeaseAnswer } from "@/lib/plane/plane-source";

/** A server that is gone for a minute under the usual settings is gone for two seconds under these. */
const quickly = {
  pollSeconds: [0.1, 0.2],
  receiptSeconds: 0.2,
  reconnectSeconds: 0.1,
  silentSeconds: 1.5,
  timeoutSeconds: 1.5,
} as const;

export const onTarget = (version: number, more: Partial<Snapshot> = {}): Snapshot =>
  exampleSnapshot({ version, capabilities: { "v2-pull": { owner: "go" } }, ...more });

/** Asks until the answer is wanted; what it answered last is in the error. */
export const until = async <T>(
  ask: () => T | Promise<T>,
  isWanted: (answer: T) => boolean,
  seconds = 20,
): Promise<T> => {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (performance.now() > end) {
      throw new Error(`Not within ${seconds} s; the last was ${JSON.stringify(answer)}`);
    }
    await sleep(25);
  }
};

type LeaseOf = (receipt: Receipt) => LeaseAnswer;

/**
 * A plane on memory, a line to it that can be broken, and clients in processes of their own, all of them
 * gone when the test is over.
 */
export const startWorld = async (
  command: Command,
  // Of the test itself: where many run at once, the global one is another's.
  { onTestFinished }: Pick<TestContext, "onTestFinished">,
  first: Snapshot = exampleSnapshot(),
) => {
  const keys = generateKeyPairSync("ed25519");
  const office: { answer: LeaseOf } = { answer: () => ({ leases: [], refused: [] }) };
  const memory = exampleSource(first);
  const folder = mkdtempSync(path.join(tmpdir(), "signalbox-behaviour-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  const startPlane = async (source = memory.source) => {
    const plane = await startExamplePlane(source, {
      sign: (bytes) => sign(null, bytes, keys.privateKey),
      publicKey: keys.publicKey,
      pollMilliseconds: 200,
      heartbeatMilliseconds: 200,
      leases: async (_program, _environment, receipt) => office.answer(receipt),
    });
    onTestFinished(plane.close);
    return plane;
  };
  const plane = await startPlane();
  const line = await startBreakablePlane(plane.origin);
  onTestFinished(line.close);

  const options = (more: Partial<ClientOptions> = {}): ClientOptions => ({
    url: line.url,
    program: "quay",
    environment: "staging",
    token: "secret",
    legacy: "python",
    instance: "one",
    staleAfterSeconds: 3600,
    cacheFile: path.join(folder, "last-good.json"),
    forceFile: path.join(folder, "force-legacy"),
    ...quickly,
    ...more,
  });
  const newClient = (): ClientDriver => {
    const client = startDriver(command);
    onTestFinished(client.kill);
    return client;
  };

  return {
    ...memory,
    line,
    folder,
    office,
    publicKey: keys.publicKey.export({ format: "jwk" }).x ?? "",
    options,
    newClient,
    /** Starts a client; it need not have a snapshot yet. */
    startClient: async (more: Partial<ClientOptions> = {}): Promise<ClientDriver> => {
      const client = newClient();
      await client.start(options(more));
      return client;
    },
    /** Leads the line to another plane with the same key, which holds another snapshot. */
    leadToAnother: async (snapshot: Snapshot): Promise<void> => {
      line.leadTo((await startPlane(exampleSource(snapshot).source)).origin);
    },
  };
};

export type World = Awaited<ReturnType<typeof startWorld>>;

/** Asks a client about R1 until it is decided so. */
export const untilDecided = (
  client: ClientDriver,
  wanted: Partial<Decision>,
  route = "R1",
): Promise<Decision> =>
  until(
    () => client.decide({ route }),
    (is) => Object.entries(wanted).every(([name, value]) => is[name as keyof Decision] === value),
  );

/** Most of a test is waiting; where others use the machine too, it waits longer. */
const busyMachine = { timeout: 60_000 };

/**
 * Describes a topic for every language. One that this machine does not have is skipped under a name that
 * says what is missing.
 */
export const eachLanguage = (
  topic: string,
  tests: (command: Command, language: Language) => void,
): void => {
  for (const language of languages()) {
    const { name, missing } = language;
    if (missing === null) {
      // Before any test runs: a compiler must not use up a test's time.
      const command = language.prepare();
      describe.concurrent(`${topic}, ${name}`, busyMachine, () => tests(command, language));
    } else {
      describe.skip(`${topic}, ${name}: ${missing}`, () =>
        tests({ file: "", args: [], cwd: "" }, language));
    }
  }
};
