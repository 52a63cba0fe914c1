import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { program, withProgramToRefuse } from "./test-bad-input";
import { call, type Files, type Input, send } from "./test-border";

const MiB = 1024 * 1024;

const { admin, refused } = withProgramToRefuse();

describe("an upload is refused", () => {
  const header =
    "route_id,method,path_template,route_family,owner,review_wave,contract_test_id,status";
  const row = (id: string, path = "/x") => `${id},GET,${path},health,team-a,A1,PT-1,planned`;
  const csv = (...rows: string[]) => [header, ...rows].join("\n");
  const zip = Buffer.from("504b0304140000000800", "hex");

  test.each<[string, Files, number, string, RegExp, Input?]>([
    [
      "that is a zip archive",
      [["trackers.zip", zip]],
      415,
      "unsupported-media",
      /trackers\.zip is a zip archive.*unpack/,
      { file: "trackers.zip" },
    ],
    [
      "that is a zip archive called CSV, beside a good file",
      [
        ["good.csv", csv(row("R-9"))],
        ["routes.csv", zip],
      ],
      415,
      "unsupported-media",
      /routes\.csv: is a zip archive/,
      { file: "routes.csv" },
    ],
    [
      "that is empty",
      [["routes.csv", ""]],
      422,
      "invalid",
      /routes\.csv: is empty/,
      { file: "routes.csv" },
    ],
    [
      "that is not UTF-8",
      [["routes.csv", Buffer.from(csv(row("R-8"), row("R-9", "/caf\xe9")), "latin1")]],
      400,
      "malformed",
      /routes\.csv: is not UTF-8 \(line 3\)/,
      { file: "routes.csv", row: 3 },
    ],
    [
      "with a row of too many cells",
      [["routes.csv", csv(row("R-8"), `${row("R-9")},more`)]],
      422,
      "invalid",
      /routes\.csv: Row 3 has 9 cells and the header 8 columns/,
      { file: "routes.csv", row: 3 },
    ],
    [
      "with one id twice",
      [["routes.csv", csv(row("R-8"), row("R-8", "/y"))]],
      422,
      "invalid",
      /R-8 stands in rows 2 and 3 with different values \(path_template\)/,
      { file: "routes.csv", row: 3, column: "route_id" },
    ],
    [
      "with a cell of more than a million characters",
      [["routes.csv", csv(row("R-8", `/${"x".repeat(1_000_000)}`))]],
      422,
      "invalid",
      /row 2, column “path_template” holds 1,000,001 characters/,
      { file: "routes.csv", row: 2, column: "path_template" },
    ],
    [
      "with a quote that is never closed",
      [["routes.csv", csv(`R-8,GET,"/x,health`)]],
      400,
      "malformed",
      /routes\.csv: Row 2 opens a quote/,
      { file: "routes.csv", row: 2 },
    ],
    ["without files", [], 422, "invalid", /choose at least one file/, { field: "files" }],
  ])("%s", async (_, files, status, code, says, place) => {
    const problem = await refused(() => call("previewImport", { program, files }, admin()));
    expect(problem).toMatchObject({ status, code, detail: expect.stringMatching(says) });
    expect(problem.reasons).toContainEqual(expect.objectContaining(place));
  });

  test.each<[string, RequestInit, number, string, RegExp]>([
    [
      "as JSON",
      { headers: { "content-type": "application/json" }, body: "{}" },
      415,
      "unsupported-media",
      /multipart\/form-data/,
    ],
    [
      "that was cut off",
      {
        headers: { "content-type": "multipart/form-data; boundary=b" },
        body: '--b\r\ncontent-disposition: form-data; name="files"; filename="a.csv"\r\n\r\nroute_id',
      },
      400,
      "malformed",
      /cut off/,
    ],
    [
      "without a boundary",
      { headers: { "content-type": "multipart/form-data" }, body: "x" },
      400,
      "malformed",
      /form data/,
    ],
  ])("%s", async (_, request, status, code, says) => {
    const headers = { ...admin(), ...request.headers };
    const problem = await refused(() =>
      send("previewImport", { program }, { ...request, headers }),
    );
    expect(problem).toMatchObject({ status, code, detail: expect.stringMatching(says) });
  });

  test("that grows beyond 64 MiB, as soon as it does", async () => {
    let sent = 0;
    let isGivenUp = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += MiB;
        controller.enqueue(new Uint8Array(MiB));
      },
      cancel: () => {
        isGivenUp = true;
      },
    });
    const headers = { ...admin(), "content-type": "multipart/form-data; boundary=b" };
    const request = { headers, body, duplex: "half" } as RequestInit;
    const problem = await refused(() => send("previewImport", { program }, request));
    expect(problem).toMatchObject({ status: 413, code: "too-large" });
    expect(problem.detail).toContain("64 MB");
    expect(isGivenUp).toBe(true);
    expect(sent).toBeLessThan(70 * MiB);
  });

  test("before it is read, where its length says that it is too large", async () => {
    const headers = {
      ...admin(),
      "content-type": "multipart/form-data; boundary=b",
      "content-length": String(65 * MiB),
    };
    const problem = await refused(() => send("previewImport", { program }, { headers, body: "x" }));
    expect(problem).toMatchObject({ status: 413, code: "too-large" });
  });

  test("never for a formula: it stays text, and is named", async () => {
    const files = [["routes.csv", csv(row("R-9", "/x").replace("team-a", '=cmd|"calc"!A1'))]];
    const quoted = files.map(([name = "", text = ""]) => [
      name,
      text.replace('=cmd|"calc"!A1', '"=cmd|""calc""!A1"'),
    ]);
    const response = await call("previewImport", { program, files: quoted }, admin());
    expect(response.status).toBe(201);
    const { summary } = (await response.json()) as {
      summary: { findings: { code: string; says: string; origins: unknown[] }[] };
    };
    expect(summary.findings).toContainEqual(
      expect.objectContaining({
        code: "formula",
        says: expect.stringContaining("row 2, column owner"),
        origins: [{ file: "routes.csv", row: 2, column: "owner" }],
      }),
    );
  });

  test("and applied only as it was previewed: never twice, never after it was put aside", async () => {
    const files = [["routes.csv", csv(row("R-9"))]];
    const preview = async (): Promise<string> => {
      const response = await call("previewImport", { program, files }, admin());
      return ((await response.json()) as { id: string }).id;
    };
    const discarded = await preview();
    const late = await preview();
    const applied = await preview();
    const run = (id: string, given: string) => call(id, { program, import: given }, admin());
    expect((await run("discardImport", discarded)).status).toBe(200);
    expect((await run("applyImport", applied)).status).toBe(200);
    expect(await refused(() => run("applyImport", discarded))).toMatchObject({ status: 409 });
    expect(await refused(() => run("applyImport", late))).toMatchObject({ code: "stale-version" });
    expect(await refused(() => run("discardImport", applied))).toMatchObject({ status: 409 });
    expect(await refused(() => run("applyImport", randomUUID()))).toMatchObject({ status: 404 });
  });
});
