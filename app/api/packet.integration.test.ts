import { createHash } from "node:crypto";
import { unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CapabilityDetail } from "@/lib/contract/capability";
import { packetDocument } from "@/lib/formats/packet-document";
import { verifyPacket } from "@/lib/formats/verify-packet";
import { bearer } from "@/lib/server/test-callers";
import { exampleProgram } from "@/lib/server/test-program";
import { startTestRuntime } from "@/lib/server/test-runtime";
import { call, type Input, problemIn } from "./test-border";

const program = "here";
const capability = "registry";
const place = { program, capability, environment: "staging" };
let runtime: Awaited<ReturnType<typeof startTestRuntime>>;
const admin = () => bearer(runtime.localToken ?? "");
const sha256 = (bytes: Uint8Array | string): string =>
  createHash("sha256").update(bytes).digest("hex");

// More than one stored chunk, so that a file is put together again from its pieces.
const filler = `<!-- ${"a".repeat(1_500_000)} -->`;
const reportOf = (outcome: string): string =>
  `<testsuite name="contract">${filler}<testcase classname="Contract" name="PT-2">${outcome}</testcase></testsuite>`;
const first = reportOf("<failure message='500'/>");
const second = reportOf("");

const report = async (text: string, more: Input = {}): Promise<void> => {
  const response = await call(
    "reportEvidence",
    {
      program,
      files: [["report.xml", text]],
      kind: "",
      side: "go",
      environment: "staging",
      ...more,
    },
    admin(),
  );
  expect(response.status, await response.clone().text()).toBe(201);
};
const packet = async (format: string): Promise<Uint8Array> => {
  const response = await call("exportPacket", { ...place, format }, admin());
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
};
const detail = async () =>
  CapabilityDetail.parse(
    await (await call("readCapability", { program, capability }, admin())).json(),
  );

beforeAll(async () => {
  runtime = await startTestRuntime();
  await exampleProgram(runtime.database, program);
  await report(first, { commit: "a".repeat(40), collectedAt: "2026-11-20T10:00:00Z" });
  await report(second, { commit: "b".repeat(40), collectedAt: "2026-11-21T10:00:00Z" });
});
afterAll(() => runtime.close());

describe("a capability", () => {
  test("holds its rows, their tests with where they stand, and the reports behind them", async () => {
    const { items, tests, evidence, places, routes } = await detail();
    expect(items.map(({ key }) => key)).toEqual(["R-2", "R-3"]);
    expect(routes).toBe(2);
    expect(tests.find(({ key }) => key === "PT-2")).toMatchObject({
      item: { kind: "route", key: "R-2" },
      legacy: null,
      target: { outcome: "passed", commit: "b".repeat(40) },
    });
    expect(evidence.map(({ digest }) => digest)).toContain(sha256(second));
    expect(places.map(({ environment, owners }) => [environment, owners.legacy])).toEqual([
      ["staging", 2],
      ["production", 2],
    ]);
  });

  test("that there is not is refused", async () => {
    const response = await call("readCapability", { program, capability: "nowhere" }, admin());
    expect(await problemIn(response)).toMatchObject({ code: "not-found" });
  });
});

describe("its evidence packet", () => {
  test("as a zip is whole, and holds the stored file of what counts as it was reported", async () => {
    const bytes = await packet("zip");
    const files = unzipSync(bytes);
    const stored = `evidence/${sha256(second)}.xml`;
    expect(Object.keys(files)).toEqual([
      stored,
      "packet.html",
      "packet.json",
      "manifest.json",
      "SHA256SUMS",
    ]);
    expect(Buffer.from(files[stored] ?? []).toString()).toBe(second);
    expect(verifyPacket(bytes, sha256)).toMatchObject({ intact: 3, faults: [] });
  });

  test("with one byte of a stored file turned no longer verifies, and that file is named", async () => {
    const files = unzipSync(await packet("zip"));
    const stored = `evidence/${sha256(second)}.xml`;
    const content = files[stored];
    if (!content) throw new Error("no stored file");
    content[100] = (content[100] ?? 0) ^ 1;
    const { faults } = verifyPacket(zipSync(files), sha256);
    expect(faults.map(({ path }) => path)).toContain(stored);
  });

  test("as JSON says what the capability says, of its environment alone", async () => {
    const document = JSON.parse(Buffer.from(await packet("json")).toString());
    const expected = packetDocument(await detail(), "staging");
    expect({ ...document, readAt: "", place: null }).toEqual({
      ...JSON.parse(JSON.stringify(expected)),
      readAt: "",
      place: null,
    });
    expect(document.place.environment).toBe("staging");
  });

  test("as a page is shown or saved, and no browser runs anything of it", async () => {
    for (const [show, disposition] of [
      ["true", "inline"],
      ["false", "attachment"],
    ]) {
      const response = await call("exportPacket", { ...place, show }, admin());
      expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(response.headers.get("content-disposition")).toMatch(
        new RegExp(`^${disposition}; filename="here-registry-staging-[0-9-]+\\.html"$`),
      );
      expect(response.headers.get("content-security-policy")).toContain("sandbox");
      expect(await response.text()).toContain("<!doctype html>");
    }
  });

  test("of an environment that there is not is refused", async () => {
    const response = await call("exportPacket", { ...place, environment: "moon" }, admin());
    expect(await problemIn(response)).toMatchObject({ code: "not-found" });
  });
});
