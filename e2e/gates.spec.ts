import type { Page } from "@playwright/test";
import { expect, openAs, test } from "@/e2e/test";

const board = "/programs/quay/gates?environment=staging";
const failing = /^Auth parity of Push: fail/;

const cell = (page: Page, name: RegExp) =>
  page.getByRole("region", { name: "Quality gates by capability" }).getByRole("button", { name });

test("from the board to a failing cell's facts, a waiver, and back to its reading", async ({
  page,
}) => {
  await openAs(page, /Amara Example/, board);
  await expect(page.getByRole("main")).toContainText(/M0 reads no-go: \d+ program gates? blocked/);
  await expect(page.getByRole("list", { name: "Program gates" }).getByRole("link")).toHaveCount(16);

  // The page listens from here on; a press before that is lost.
  await expect(page.getByRole("main")).toContainText("live");
  await cell(page, failing).click();
  const panel = page.getByRole("complementary", { name: "The gate" });
  await expect(panel.getByRole("heading", { name: "Auth parity, Push" })).toBeVisible();
  await expect(panel).toContainText("3 of 96 differ");
  await expect(page).toHaveURL(/cell=auth-parity(%3A|:)v2-push/);

  await panel.getByRole("button", { name: "Ask for a waiver" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("the three differ in their words alone");
  await dialog.getByLabel("Owner").fill("security-platform");
  await dialog.getByRole("button", { name: "Set it aside" }).click();
  await expect(dialog).toBeHidden();
  await expect(cell(page, /^Auth parity of Push: waived/)).toBeVisible();

  await panel.getByRole("link", { name: "Rule, history, waivers" }).click();
  await expect(page.getByRole("main")).toContainText("the three differ in their words alone");
  await page.getByRole("button", { name: "End: auth-parity, v2-push" }).click();
  await page.getByRole("dialog").getByLabel("Why").fill("they differ in more than words");
  await page.getByRole("dialog").getByRole("button", { name: "End it" }).click();
  await expect(page.getByRole("main")).toContainText("Reads fail");
});

test("the board is walked by keyboard and narrowed in its address", async ({ page }) => {
  await openAs(page, /Amara Example/, `${board}&state=waived`);
  const rows = page.getByRole("region", { name: "Quality gates by capability" }).getByRole("row");
  await expect(rows).toHaveCount(2);
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(rows).not.toHaveCount(2);
  await page.keyboard.press("j");
  await page.keyboard.press("l");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary", { name: "The gate" })).toBeVisible();
  await expect(page).toHaveURL(/cell=/);
});

test("a gate is edited with its readings beside it, and asked for where others approve", async ({
  page,
}) => {
  await openAs(page, /Amara Example/, "/programs/quay/gates/criteria?environment=staging");
  await page.getByRole("button", { name: "Add a gate" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Title").fill("Few tests fail");
  await expect(dialog.getByLabel("Key")).toHaveValue("few-tests-fail");
  await expect(dialog.getByRole("checkbox", { name: "Dry run" })).toBeChecked();
  await dialog.getByRole("button", { name: "Expression (CEL)" }).click();
  await dialog.getByLabel("Expression").fill("tests.total > 0 && tests.failing == 0");
  await expect(dialog.getByRole("button", { name: /\d+ fail/ })).toBeVisible();
  await expect(dialog.getByLabel("Facts of")).toBeVisible();
  await dialog.getByLabel("Reason").fill("so that it is seen before it binds");
  await dialog.getByRole("button", { name: "Ask for approval in production" }).click();
  await expect(page.getByRole("dialog").getByRole("status")).toContainText(
    /Request \d+ in production/,
  );
});

test("an evidence packet prints from one file: nothing is fetched and nothing goes wrong", async ({
  page,
}) => {
  const address = "/programs/quay/capabilities/v2-push?environment=staging";
  await openAs(page, /Amara Example/, address);
  await expect(page.getByRole("heading", { name: "Push", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Evidence packet" }).click();
  const link = page.getByRole("menuitem", { name: "Open to read or print" });
  const packet = (await link.getAttribute("href")) ?? "";
  expect(packet).toContain("format=html&show=true");

  // A page of its own: the one that leads there goes on asking for what it links to.
  const shown = await page.context().newPage();
  const asked: string[] = [];
  const faults: string[] = [];
  shown.on("request", (request) => void asked.push(request.url()));
  shown.on("console", (message) => {
    // The browser keeps the test's own scripts out of a page that may run none.
    const isTest = /sandboxed and the 'allow-scripts' permission is not set/.test(message.text());
    if (message.type() === "error" && !isTest) faults.push(message.text());
  });
  await shown.goto(packet);
  await expect(shown.getByRole("heading", { name: "Gates" })).toBeVisible();
  expect(asked.filter((url) => url.startsWith("http"))).toEqual([shown.url()]);
  expect((await shown.pdf()).length).toBeGreaterThan(20_000);
  expect(faults).toEqual([]);
});
