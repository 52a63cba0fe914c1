import { expect, openAs, test } from "@/e2e/test";

test.describe.configure({ mode: "serial" });

const budgets = "/programs/quay/budgets";
const breached = "PB-REG-AUTH";

test("a breached budget shows its arithmetic, and its page the limit over time and the same as a table", async ({
  page,
}) => {
  await openAs(page, /Tomasz Example/, budgets);
  const row = page.getByRole("row", { name: new RegExp(breached) });
  await expect(row).toContainText(
    /P95 [\d.]+ ms; baseline [\d.]+ ms \+ 10 % = [\d.]+ ms: breached by/,
  );
  await expect(page.getByRole("button", { name: "New budget" })).toBeHidden();
  await row.getByRole("link", { name: `${breached} in staging` }).click();
  await expect(page.getByRole("heading", { name: breached, level: 1 })).toBeVisible();
  await expect(page.getByRole("list", { name: "Clauses" })).toContainText("breached by");
  const drawing = page.getByRole("img", { name: /^P95 of .* in staging\. python last .* go last/ });
  await expect(drawing.locator(".recharts-line-curve").first()).toBeVisible();
  await expect(drawing).toContainText("P95 <= baseline + 10%");
  await page.getByText("As a table").click();
  const table = page.getByRole("region", { name: /as a table$/ });
  await expect(table.getByRole("columnheader")).toHaveText(["Measured", "python", "go"]);
  await expect(table.getByRole("row").nth(1)).toContainText(" ms");
  await page.getByRole("button", { name: "error rate" }).click();
  await expect(page.getByRole("img", { name: /^error rate of / })).toBeVisible();
  await expect(page.getByRole("region", { name: "Measurements" })).toContainText("12,800");
  await page.getByRole("link", { name: "Production" }).click();
  await expect(page.getByRole("list", { name: "Clauses" })).toContainText(
    "there is no baseline: start one",
  );
});

test("a budget that is not understood says so while it is written", async ({ page }) => {
  await openAs(page, /Amara Example/, budgets);
  await page.getByRole("button", { name: "New budget" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Key").fill("PB-UI");
  await dialog.getByLabel("Surface").fill("Pages of the interface");
  await dialog.getByLabel("It may cost").fill("P95 <= base line + ten, no white screens");
  await dialog.getByLabel("Reason").fill("people wait for it");
  const understood = dialog.getByRole("list", { name: "As it is understood" });
  await expect(understood).toContainText('"P95 <=" was understood; "base line + ten" was not');
  await expect(understood).toContainText("no white screens: no number settles it");
  await expect(dialog.getByRole("button", { name: "Make the budget" })).toBeDisabled();
  await dialog.getByLabel("It may cost").fill("p95 typical page at most 1.5 s");
  await expect(understood).toHaveText(/P95 typical page <= 1\.5 s$/);
  await expect(dialog.getByRole("button", { name: "Make the budget" })).toBeEnabled();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
});

test("a baseline is started, says how far it is, and is given up", async ({ page }) => {
  await openAs(page, /Amara Example/, `${budgets}/${breached}?environment=production`);
  await page.getByRole("button", { name: "Start a baseline" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Start", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("main")).toContainText("Day 0 of 14");
  await page.getByRole("button", { name: "Abandon" }).click();
  await dialog.getByLabel("Reason").fill("the load was not representative");
  await dialog.getByRole("button", { name: "Abandon it" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("main")).toContainText("“the load was not representative”");
});

test("a metric server that is not there says so in its row, and when a query is tried", async ({
  page,
}) => {
  await openAs(page, /Amara Example/, budgets);
  await page.getByRole("button", { name: "Connect a server" }).click();
  const dialog = page.getByRole("dialog");
  // The port of nothing: it is refused at once.
  await dialog.getByLabel("Address").fill("http://127.0.0.1:9");
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("main")).toContainText("0 queries of budgets");
  await page.goto(`${budgets}/${breached}?environment=staging`);
  await page.getByRole("button", { name: "Add a query" }).click();
  await dialog.getByLabel("Query").fill("histogram_quantile(0.95, rate(x_bucket[$span]))");
  await dialog.getByRole("button", { name: "Try it" }).click();
  await expect(dialog).toContainText("prometheus gives no values");
  await expect(dialog).toContainText("It cannot be reached");
});
