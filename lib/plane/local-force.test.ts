import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  createLocalForce,
  forceLocally,
  type LocalForce,
  liftLocalForce,
} from "@/lib/plane/local-force";

let folder: string;
let file: string;
const told: (LocalForce | null)[] = [];
let stop = (): void => undefined;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "signalbox-force-"));
  file = path.join(folder, "force-legacy");
  told.length = 0;
});
afterEach(() => {
  stop();
  rmSync(folder, { recursive: true, force: true });
});
const watched = () => {
  const force = createLocalForce(file, (now) => told.push(now));
  stop = force.stop;
  return force;
};

test("a file forces as soon as it is there, and no longer than it is there", async () => {
  const force = watched();
  expect(force.current()).toBeNull();
  await forceLocally(file, "the target loses writes");
  await vi.waitFor(() => expect(force.current()?.reason).toBe("the target loses writes"));
  expect(Date.parse(force.current()?.since ?? "")).toBeGreaterThan(Date.now() - 60_000);
  await liftLocalForce(file);
  await vi.waitFor(() => expect(force.current()).toBeNull());
  expect(told.map((one) => one?.reason ?? null)).toEqual(["the target loses writes", null]);
});

test("a file from before the start forces from the start", () => {
  writeFileSync(file, "yesterday\n");
  expect(watched().current()?.reason).toBe("yesterday");
  expect(told).toEqual([]);
});

test("lifting what is not forced is no fault", () =>
  expect(liftLocalForce(file)).resolves.toBe(undefined));

test.each([
  ["an empty file", () => writeFileSync(file, ""), "the force file is there"],
  ["a folder", () => mkdirSync(file), "the force file is there"],
  ["several lines", () => writeFileSync(file, "one\ntwo\u0000three\n"), "one two three"],
  ["a long text", () => writeFileSync(file, "x".repeat(5000)), "x".repeat(500)],
])("%s forces too", (_, make, reason) => {
  make();
  expect(watched().current()?.reason).toBe(reason);
});
