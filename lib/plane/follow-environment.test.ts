import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { canonicalJson } from "@/lib/domain/canonical-json";
import { exampleSnapshot } from "@/lib/domain/example-snapshot";
import type { SignedSnapshot, Snapshot } from "@/lib/domain/snapshot";
import { type Follower, followEnvironment } from "@/lib/plane/follow-environment";
import type { ServerEvent, Upstream } from "@/lib/plane/upstream";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const stranger = generateKeyPairSync("ed25519").privateKey;

const signed = (snapshot: Snapshot, key = privateKey): SignedSnapshot => {
  const bytes = Buffer.from(canonicalJson(snapshot));
  return {
    ...snapshot,
    digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
    signature: `ed25519:${sign(null, bytes, key).toString("base64")}`,
  };
};
const at = (version: number, more: Partial<Snapshot> = {}): Snapshot =>
  exampleSnapshot({ version, default: { owner: version % 2 ? "go" : "python" }, ...more });

/** An upstream that says what it is told to say, as text. */
const fakeUpstream = () => {
  let tell = (_: ServerEvent): void => undefined;
  const state = { whole: JSON.stringify(signed(at(1))), asked: 0 };
  const upstream: Upstream = {
    address: "http://upstream.example",
    get: async () => {
      state.asked++;
      return { status: 200, etag: null, text: state.whole };
    },
    post: () => Promise.reject(new Error("nobody posts here")),
    follow: (_, __, onEvent) => {
      tell = onEvent;
      return { ended: new Promise<void>(() => undefined), stop: () => undefined };
    },
  };
  const event = (name: string, text: string): void => tell({ id: "", name, text });
  return { upstream, state, event };
};

let folder: string;
let follower: Follower;
const told: number[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "signalbox-follow-"));
  told.length = 0;
});
afterEach(() => {
  follower.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const started = async () => {
  const fake = fakeUpstream();
  follower = followEnvironment({
    upstream: fake.upstream,
    program: "quay",
    environment: "staging",
    folder,
    key: publicKey,
    log: { info: () => undefined, warn: () => undefined },
    now: Date.now,
    onSnapshot: ({ version }) => told.push(version),
  });
  await follower.start();
  return fake;
};
const follows = (version: number) =>
  vi.waitFor(() => expect(follower.current()?.version).toBe(version));
const onDisk = (): SignedSnapshot =>
  JSON.parse(readFileSync(path.join(folder, "quay.staging.snapshot.json"), "utf8"));

/** One that is in effect, before something that is not to be believed arrives. */
const startedAt = async (version: number) => {
  const fake = await started();
  fake.state.whole = JSON.stringify(signed(at(version)));
  fake.event("snapshot", fake.state.whole);
  await follows(version);
  return fake;
};

const good = signed(at(43));
const damaged: readonly (readonly [string, string])[] = [
  ["is cut off", JSON.stringify(good).slice(0, -40)],
  ["is empty", ""],
  ["is null", "null"],
  ["is a list", "[]"],
  ["has another digest", JSON.stringify({ ...good, digest: signed(at(44)).digest })],
  ["has another owner than was signed", JSON.stringify({ ...good, default: { owner: "python" } })],
  ["has no signature", JSON.stringify({ ...good, signature: undefined })],
  ["is signed by somebody else", JSON.stringify(signed(at(43), stranger))],
  ["is of another environment", JSON.stringify(signed(at(43, { environment: "production" })))],
  ["is of another program", JSON.stringify(signed(at(43, { program: "other" })))],
  ["has an owner that is none", JSON.stringify(signed(at(43, { default: { owner: "" } })))],
  ["is an older version", JSON.stringify(signed(at(41)))],
  ["is of an older epoch", JSON.stringify(signed(at(43, { epoch: 0 })))],
  [
    "is the same version with other contents",
    JSON.stringify(signed(at(42, { force: [], default: { owner: "go" } }))),
  ],
];

describe("a follower", () => {
  test("tells a version after it is on the disk", async () => {
    const fake = await started();
    let stored = 0;
    follower.stop();
    follower = followEnvironment({
      upstream: fake.upstream,
      program: "quay",
      environment: "staging",
      folder,
      key: publicKey,
      log: { info: () => undefined, warn: () => undefined },
      now: Date.now,
      onSnapshot: () => {
        stored = onDisk().version;
      },
    });
    await follower.start();
    fake.event("snapshot", JSON.stringify(signed(at(7))));
    await follows(7);
    expect(stored).toBe(7);
  });

  test.each(damaged)("keeps what it has when a snapshot %s", async (_, text) => {
    const fake = await startedAt(42);
    fake.event("snapshot", text);
    // What comes afterwards is taken as ever.
    fake.event("snapshot", JSON.stringify(signed(at(50))));
    await follows(50);
    expect(told).toEqual([42, 50]);
  });

  test.each(damaged.slice(0, 11))(
    "does not start with what is on the disk when it %s",
    async (_, text) => {
      writeFileSync(path.join(folder, "quay.staging.snapshot.json"), text);
      await started();
      expect(follower.current()).toBeNull();
      expect(follower.takeFailures()).toBe(1);
      expect(follower.takeFailures()).toBe(0);
    },
  );

  test("goes to a higher epoch whatever its version, as after a restored backup", async () => {
    const fake = await startedAt(42);
    fake.event("snapshot", JSON.stringify(signed(at(3, { epoch: 2 }))));
    await follows(3);
    expect(onDisk()).toMatchObject({ epoch: 2, version: 3 });
  });

  const change = (more: object) => {
    const after = signed(at(43));
    return JSON.stringify({
      from: 42,
      epoch: after.epoch,
      version: 43,
      updatedAt: after.updatedAt,
      force: [],
      rules: [{ level: "program", owner: "go" }],
      digest: after.digest,
      signature: after.signature,
      ...more,
    });
  };

  test("applies a change to the version that it has, without asking for the whole", async () => {
    const { event, state } = await startedAt(42);
    const before = state.asked;
    event("change", change({}));
    await follows(43);
    expect(state.asked).toBe(before);
    expect(follower.current()).toEqual(signed(at(43)));
  });

  test.each([
    ["is of another version", { from: 40 }],
    ["has other rules than were signed", { rules: [] }],
    ["names no rules", { rules: null }],
    ["names a level that is none", { rules: [{ level: "galaxy", owner: "go" }] }],
  ])("asks for the whole when a change %s", async (_, more) => {
    const { event, state } = await startedAt(42);
    state.whole = JSON.stringify(signed(at(43)));
    event("change", change(more));
    await follows(43);
    expect(state.asked).toBeGreaterThan(0);
    expect(told).toEqual([42, 43]);
  });
});
