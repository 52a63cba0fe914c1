import { spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { holdWords, hookSnippet } from "@/components/emergencies/hook-snippets";

const place = { address: "https://signalbox.test/api/v1/hooks/h1", secret: "s3cret_-x" };

const hasOpenssl = spawnSync("sh", ["-c", "command -v openssl"]).status === 0;

test.skipIf(!hasOpenssl)("the shell's example signs its body as the hook checks it", () => {
  const script = hookSnippet("generic", place).replace("curl -X POST", "printf '%s\\n'");
  const { stdout, status } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
  expect(status).toBe(0);
  const lines = stdout.split("\n");
  const [, t, v1] = /^x-signalbox-signature: t=(\d+),v1=([0-9a-f]{64})$/m.exec(stdout) ?? [];
  const body = lines[lines.indexOf("-d") + 1];
  expect(JSON.parse(body ?? "")).toMatchObject({ action: "test" });
  expect(v1).toBe(createHmac("sha256", place.secret).update(`${t}.${body}`).digest("hex"));
});

test("Alertmanager's example carries the secret as bearer credentials and sends no resolution", () => {
  const yaml = hookSnippet("alertmanager", place);
  expect(yaml).toContain(`url: ${place.address}`);
  expect(yaml).toContain(`credentials: ${place.secret}`);
  expect(yaml).toContain("send_resolved: false");
});

test.each([
  [null, "until somebody lifts it"],
  [15, "for 15 min"],
  [90, "for 90 min"],
  [240, "for 4 h"],
  [1440, "for a day"],
  [2880, "for 2 days"],
])("%s minutes hold %s", (minutes, words) => {
  expect(holdWords(minutes)).toBe(words);
});
