import { expect, openAs, test } from "@/e2e/test";

test.describe.configure({ mode: "serial" });

const matrix = "/programs/quay/matrix?groupBy=family";
const reason = "the answers were compared for a week";
let address = "";

test("an engineer asks for a flip in production, and cannot approve it alone", async ({ page }) => {
  await openAs(page, /Tomasz Example/, matrix);
  const row = page.getByRole("row", { name: /well-known/ });
  await row.hover();
  await row.getByRole("button", { name: /^Flip .* in production/i }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: "Ask for approval" }).click();
  await expect(dialog.getByRole("status")).toContainText("in production");
  await dialog.getByRole("link", { name: /what is missing/i }).click();
  await page.waitForURL(/\/requests\/production\/\d+/);
  address = new URL(page.url()).pathname;
  await expect(page.getByRole("main")).toContainText(reason);
  await expect(page.getByRole("heading", { name: "What is missing" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Apply now" })).toBeHidden();
});

test("another one approves; whoever asked sees it without reloading and applies it", async ({
  page,
  browser,
}) => {
  await openAs(page, /Tomasz Example/, address);
  const other = await browser.newPage();
  await openAs(other, /Amara Example/, address);
  await other.getByRole("button", { name: "Approve" }).click();
  const dialog = other.getByRole("dialog");
  await dialog.getByLabel("Comment").fill("seen");
  await dialog.getByRole("button", { name: "Approve" }).click();
  await expect(dialog).toBeHidden();
  await other.context().close();

  await page.getByRole("button", { name: "Apply now" }).click();
  await page.getByLabel(/^Type production/).fill("production");
  await page.getByRole("dialog").getByRole("button", { name: "Apply now" }).click();
  await expect(page.getByRole("main")).toContainText(/version \d+/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/applied/i);
});

test("rolling back in production waits for nobody", async ({ page }) => {
  await openAs(page, /Leilani Example/, matrix);
  const row = page.getByRole("row", { name: /well-known/ });
  await row.hover();
  await row.getByRole("button", { name: /^Roll back .* in production/i }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("the old one answers again");
  await dialog.getByRole("button", { name: /^Roll back/ }).click();
  await expect(dialog.getByRole("status")).toContainText(/Version \d+ accepted/);
});
