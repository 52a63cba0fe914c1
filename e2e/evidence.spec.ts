import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, localToken, openAs, test } from "@/e2e/test";

test.describe.configure({ mode: "serial" });

const program = "reported-browser";
const place = `/programs/${program}/evidence`;
const bearer = () => ({ authorization: `Bearer ${localToken()}` });
const commit = "0123456789abcdef0123456789abcdef01234567";

const tracker = [
  "route_id,method,path_template,route_family,owner,contract_test_id,status",
  "R-1,GET,/ping,health,team-a,PT-ROUTE-0001,planned",
  "R-2,GET,/pull/{id},registry,team-b,PT-ROUTE-0002,planned",
].join("\n");

const report = `<testsuite name="contract">
  <testcase classname="Contract" name="TestPT_ROUTE_0001" file="contract_test.go" time="0.3"/>
  <testcase classname="Contract" name="pulls by digest" time="0.4"><failure message="expected 200, was 500"/></testcase>
</testsuite>`;

let folder: string;

/** The command line as CI runs it, against the server under test. */
const signalbox = (baseURL: string, ...args: string[]): string =>
  execFileSync(
    path.resolve("bin", "signalbox"),
    ["--url", baseURL, "--token", localToken(), ...args],
    {
      encoding: "utf8",
    },
  );

test.beforeAll(async ({ request }) => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "signalbox-evidence-"));
  fs.writeFileSync(path.join(folder, "report.xml"), report);
  const made = await request.post("/api/v1/programs", {
    headers: bearer(),
    data: { key: program, name: "Reported", legacy: "python", target: "go" },
  });
  expect(made.status()).toBe(201);
  const files = { name: "routes.csv", mimeType: "text/csv", buffer: Buffer.from(tracker) };
  const preview = await request.post(`/api/v1/programs/${program}/imports`, {
    headers: bearer(),
    multipart: { files },
  });
  const { id } = (await preview.json()) as { id: string };
  const applied = await request.post(`/api/v1/programs/${program}/imports/${id}/apply`, {
    headers: bearer(),
    data: {},
  });
  expect(applied.status()).toBe(200);
});
test.afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

test("a program without evidence says how it comes", async ({ page }) => {
  await openAs(page, /Tomasz Example/, place);
  await expect(page.getByRole("main")).toContainText("evidence push --program reported-browser");
});

test("a report that the command line pushes stands on the page with what it says", async ({
  page,
  baseURL,
}) => {
  await openAs(page, /Tomasz Example/, place);
  const file = path.join(folder, "report.xml");
  const push = ["evidence", "push", "--program", program, "--side", "go", "--commit", commit];
  const said = signalbox(baseURL ?? "", ...push, "--file", file);
  expect(said).toContain("PT-ROUTE-0001");
  expect(said).toContain("1 match no contract test");
  const row = page.getByRole("row", { name: /2 tests: 1 passed, 1 failed/ });
  // Heard live: nobody loads the page again.
  await expect(row).toContainText("0123456789");
  await row.getByRole("link").first().click();
  await expect(page.getByRole("main")).toContainText(commit);
  const results = page.getByRole("region", { name: "Results" });
  await expect(results.getByRole("row", { name: /pulls by digest/ })).toContainText("unmatched");
  await expect(results.getByRole("row", { name: /TestPT_ROUTE_0001/ })).toContainText("300 ms");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the file" }).click();
  expect(fs.readFileSync(await (await download).path(), "utf8")).toBe(report);
});

test("a test that matched nothing is mapped once, and counts from its last report on", async ({
  page,
}) => {
  await openAs(page, /Tomasz Example/, `${place}/unmatched`);
  await page.getByRole("button", { name: "Map pulls by digest" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Contract test").fill("PT-ROUTE-0002");
  await dialog.getByRole("button", { name: "Map it" }).click();
  await expect(page.getByRole("region", { name: "Mapped tests" })).toContainText("PT-ROUTE-0002");
  await page
    .getByRole("navigation", { name: "Evidence" })
    .getByRole("link", { name: "Tests" })
    .click();
  const failing = page.getByRole("row", { name: /PT-ROUTE-0002/ });
  await expect(failing).toContainText("failed");
  await expect(failing).toContainText("team-b");
  await page.getByRole("button", { name: /^Failing/ }).click();
  await expect(page.getByRole("row", { name: /PT-ROUTE-0001/ })).toHaveCount(0);
  await failing.getByRole("link", { name: "R-2" }).click();
  await expect(page.getByRole("main")).toContainText("never ran");
  await expect(page.getByRole("main")).toContainText("failed");
});

test("a pattern shows what it would join before it is set", async ({ page, baseURL }) => {
  const more = path.join(folder, "more.xml");
  fs.writeFileSync(more, report.replace("pulls by digest", "pulls route two"));
  const push = ["evidence", "push", "--program", program, "--side", "go", "--commit", commit];
  signalbox(baseURL ?? "", ...push, "--file", more);
  await openAs(page, /Tomasz Example/, `${place}/unmatched`);
  await page.getByRole("button", { name: "Patterns" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Pattern (RE2)").fill("^pulls route two$");
  await dialog.getByLabel("Means the test").fill("PT-ROUTE-0002");
  await expect(dialog).toContainText("Would join 1 of 1 unmatched tests");
  await dialog.getByRole("button", { name: "Set the patterns" }).click();
  await expect(page.getByRole("main")).toContainText("Every reported test is matched");
});

test("an upload shows what the files would change, and what was stored of them", async ({
  browser,
}) => {
  // What is refused is an error of the browser's console.
  const page = await browser.newPage();
  await openAs(page, /Tomasz Example/, place);
  await page.getByRole("button", { name: "Upload reports" }).click();
  const dialog = page.getByRole("dialog", { name: "Upload reports" });
  const text = report.replace("TestPT_ROUTE_0001", "TestPT_ROUTE_0002");
  const file = { name: "upload.xml", mimeType: "text/xml", buffer: Buffer.from(text) };
  await dialog.getByLabel("Files").setInputFiles(file);
  await dialog.getByRole("button", { name: "Look at it" }).click();
  await expect(dialog).toContainText("Say which side the tests of upload.xml ran against");
  await dialog.getByLabel("Ran against").selectOption("python");
  await dialog.getByLabel("Commit").fill("fedcba98".repeat(5));
  await dialog.getByRole("button", { name: "Look at it" }).click();
  await expect(dialog).toContainText("JUnit XML");
  const changes = dialog.getByRole("list", { name: "Contract tests that would stand otherwise" });
  await expect(changes.getByRole("listitem")).toHaveText([
    /PT-ROUTE-0002.*never ran.*becomes.*failed/,
  ]);
  await expect(page.getByRole("row", { name: /upload\.xml/ })).toHaveCount(0);
  await dialog.getByRole("button", { name: "Report 1 file" }).click();
  const stored = page.getByRole("dialog", { name: "Reported" });
  await stored.getByRole("link", { name: "upload.xml" }).click();
  await expect(page.getByRole("main")).toContainText("fedcba98".repeat(5));
  await page.close();
});
