import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sweepLeftovers, writeAtomically } from "@/lib/plane/write-atomically";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "signalbox-write-"));
  file = path.join(folder, "owners.conf");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("whoever reads while it is written a hundred times reads one whole text", async () => {
  const texts = ["a", "b"].map((letter) => letter.repeat(100_000));
  await writeAtomically(file, texts[0] ?? "");
  let isOver = false;
  const seen = new Set<string>();
  const reading = (async () => {
    while (!isOver) {
      seen.add(readFileSync(file, "utf8"));
      await new Promise(setImmediate);
    }
  })();
  for (let round = 0; round < 100; round++) await writeAtomically(file, texts[round % 2] ?? "");
  isOver = true;
  await reading;
  expect([...seen].every((text) => texts.includes(text))).toBe(true);
  expect(readdirSync(folder)).toEqual(["owners.conf"]);
});

test("keeps the mode that somebody gave the file", async () => {
  await writeAtomically(file, "one", 0o600);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  chmodSync(file, 0o644);
  await writeAtomically(file, "two", 0o600);
  expect(statSync(file).mode & 0o777).toBe(0o644);
});

test("leaves nothing behind when it cannot be moved into its place", async () => {
  rmSync(file, { force: true });
  const place = path.join(folder, "taken");
  await writeAtomically(path.join(folder, "kept"), "kept");
  // A folder with something in it cannot be replaced by a file.
  mkdirSync(path.join(place, "inside"), { recursive: true });
  await expect(writeAtomically(place, "text")).rejects.toThrow();
  expect(readdirSync(folder).sort()).toEqual(["kept", "taken"]);
});

test("sweeps what writers left that are gone, of this file alone", async () => {
  const gone = 4_194_304;
  const names = [
    `.owners.conf.${gone}-0123abcd.next`,
    `.other.conf.${gone}-0123abcd.next`,
    `.owners.conf.${process.ppid}-0123abcd.next`,
    "owners.conf.next",
  ];
  for (const name of names) writeFileSync(path.join(folder, name), "");
  await sweepLeftovers(file);
  expect(readdirSync(folder).sort()).toEqual(names.slice(1).sort());
});
