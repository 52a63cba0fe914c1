import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createGatewayApplier } from "@/lib/plane/apply-gateway-file";

let root: string;
let file: string;
let state: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), "signalbox-apply-"));
  file = path.join(root, "owners.conf");
  state = path.join(root, "state");
  mkdirSync(state);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const warned: string[] = [];
const log = { info: () => undefined, warn: (_: object, says: string) => void warned.push(says) };
const applier = (more: { validate?: string; reload?: string } = {}) =>
  createGatewayApplier({
    file,
    folder: state,
    validate: more.validate ?? null,
    reload: more.reload ?? `cp ${file} ${root}/running`,
    checkAlone: null,
    log,
  });
const read = (name: string): string => readFileSync(path.join(root, name), "utf8");

describe("a gateway's file", () => {
  test("is written, reloaded and noted; the same text is not brought twice", async () => {
    expect(await applier().apply("one")).toEqual({ is: "applied" });
    expect([read("owners.conf"), read("running")]).toEqual(["one", "one"]);
    expect(await applier().apply("one")).toEqual({ is: "unchanged" });
    expect(await applier().apply("two")).toEqual({ is: "applied" });
    expect(read("running")).toBe("two");
  });

  test.each([
    ["the candidate is not valid", { validate: "! grep bad {file}" }],
    ["the configuration around it is not valid", { validate: `! grep bad ${"$"}SIGNALBOX_FILE` }],
    ["the reload fails", { reload: `! grep bad ${"$"}SIGNALBOX_FILE` }],
  ])("stays the last good one when %s", async (_, more) => {
    await applier().apply("good");
    const outcome = await applier(more).apply("bad");
    expect(outcome).toMatchObject({ is: "kept", says: expect.stringContaining("grep") });
    expect(read("owners.conf")).toBe("good");
    expect(readdirSync(root).filter((name) => name.endsWith(".next"))).toEqual([]);
    expect(await applier().apply("good")).toEqual({ is: "unchanged" });
    expect(await applier().apply("better")).toEqual({ is: "applied" });
  });

  test("that was moved but not seen to be taken is brought again", async () => {
    await applier().apply("one");
    // As a kill between the move and the note leaves it.
    writeFileSync(file, "two");
    expect(await applier().applied()).toBeNull();
    expect(await applier().apply("two")).toEqual({ is: "applied" });
    expect(read("running")).toBe("two");
  });

  test("that was moved, not seen to be taken and is bad gives way to the last good one", async () => {
    await applier().apply("zero");
    await applier().apply("one");
    writeFileSync(path.join(state, "last-good"), "one");
    writeFileSync(file, "bad");
    await applier({ validate: `! grep bad ${"$"}SIGNALBOX_FILE` }).apply("bad again");
    expect(read("owners.conf")).toBe("one");
  });

  test("leaves nothing of a writer that was killed, and keeps its mode", async () => {
    writeFileSync(path.join(root, ".owners.conf.999999-0123abcd.next"), "half");
    await applier().apply("one");
    expect(readdirSync(root).sort()).toEqual(["owners.conf", "running", "state"]);
  });
});
