import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { zipSync } from "fflate";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { CliError } from "@/bin/connection";
import { verifyPacket } from "./verify-packet";

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-packet-"));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const refusalOf = (file: string): CliError => {
  try {
    verifyPacket(file, {});
  } catch (error) {
    if (error instanceof CliError) return error;
  }
  throw new Error("It was not refused.");
};

test("a file that is not there is no verdict", () => {
  expect(refusalOf(path.join(folder, "none.zip")).exitCode).toBe(2);
});

test("what is no packet does not hold", () => {
  const file = path.join(folder, "other.zip");
  fs.writeFileSync(file, zipSync({ "a.txt": new Uint8Array(3) }));
  expect(refusalOf(file)).toMatchObject({
    exitCode: 1,
    message: expect.stringContaining("manifest"),
  });
});

test("each file that does not hold is named", () => {
  const said: string[] = [];
  const spy = vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
  const file = path.join(folder, "changed.zip");
  const manifest = {
    manifest: 1,
    files: [{ path: "packet.html", size: 1, sha256: "0".repeat(64) }],
  };
  fs.writeFileSync(
    file,
    zipSync({
      "packet.html": new Uint8Array(1),
      "manifest.json": Uint8Array.from(Buffer.from(JSON.stringify(manifest))),
    }),
  );
  expect(refusalOf(file).exitCode).toBe(1);
  spy.mockRestore();
  expect(said.join("\n")).toMatch(
    /^packet\.html: has the digest [0-9a-f]{64}, the manifest says 0+/,
  );
});
