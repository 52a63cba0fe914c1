import { expect, openAs, test } from "@/e2e/test";

test.describe.configure({ mode: "serial" });

const switches = "/api/v1/programs/overleaf/environments/production";
const headers = { "x-signalbox-request": "1" };

test("a request is told to who may approve it: the bell counts it at once, and reading marks it", async ({
  page,
  browser,
}) => {
  await openAs(page, /Amara Example/, "/programs/overleaf/switches?environment=production");
  const { unread: before } = await (await page.request.get("/api/v1/notices/unread")).json();
  const bell = before === 0 ? "Notices" : `Notices, ${before} unread`;
  await expect(page.getByRole("link", { name: bell, exact: true })).toBeVisible();

  const other = await browser.newPage();
  await openAs(other, /Tomasz Example/, "/programs/overleaf");
  const asked = await other.request.post(`${switches}/requests`, {
    headers,
    data: {
      reason: "told to those who may approve",
      rules: [{ level: "program", owner: "go" }],
    },
  });
  expect(asked.status(), await asked.text()).toBe(201);
  const { number } = await asked.json();
  await other.context().close();

  await expect(page.getByRole("link", { name: `Notices, ${before + 1} unread` })).toBeVisible();
  await page.getByRole("link", { name: /^Notices/ }).click();
  await page.waitForURL("/notices");
  await expect(page.getByRole("heading", { level: 1, name: "Notices" })).toBeVisible();
  const first = page.getByRole("list", { name: "Notices" }).getByRole("listitem").first();
  await expect(first).toContainText(`Request ${number} in production waits for approval`);
  const told = page.waitForResponse(/\/api\/v1\/notices\/read/);
  await first.getByRole("link", { name: "Approval asked for" }).click();
  await told;
  await page.waitForURL(`/programs/overleaf/requests/production/${number}`);
  await page.goto("/notices");
  await expect(first.getByRole("button", { name: /^Mark as read/ })).toBeHidden();
  const all = page.getByRole("button", { name: "Mark all as read" });
  if (await all.isEnabled()) await all.click();
  await expect(page.getByText("You have read everything.")).toBeVisible();
  await page.getByRole("button", { name: "Not read" }).click();
  await expect(page.getByText("Nothing is unread")).toBeVisible();
});

test("how mail reaches the reader is their choice, and stays", async ({ page }) => {
  await openAs(page, /Amara Example/, "/notices");
  await page.getByRole("button", { name: "One a day" }).click();
  await page.getByLabel("Mail address").fill("amara@example.org");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Mail reaches you as you chose", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "One a day" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect(page.getByText(/The next goes/)).toBeVisible();
});

test("a manager sends notices somewhere, tries it out, sees why it fails, and removes it", async ({
  page,
}) => {
  await openAs(page, /Amara Example/, "/programs/overleaf/settings");
  await page.getByRole("button", { name: "Send notices somewhere" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("the pager");
  // A name that nobody can have: RFC 6761.
  await dialog.getByLabel("Address").fill("https://signalbox.invalid/hook");
  await dialog.getByRole("button", { name: "Only some" }).click();
  await dialog.getByRole("checkbox", { name: "Legacy forced" }).click();
  await dialog.getByRole("button", { name: "Send notices there" }).click();
  await expect(dialog.getByText(/^whsec_/)).toBeVisible();
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  const row = page.getByRole("list", { name: "Endpoints" }).getByRole("listitem");
  await expect(row).toContainText("Legacy forced.");

  await row.getByRole("button", { name: "Send a test to the pager" }).click();
  const deliveries = page.getByRole("dialog", { name: "Sent to the pager" });
  await expect(deliveries.getByRole("listitem")).toContainText("The name is not known.");
  await expect(deliveries.getByRole("listitem")).toContainText("waits");
  await deliveries.getByRole("button", { name: "Close" }).last().click();

  await row.getByRole("button", { name: "More for the pager" }).click();
  await page.getByRole("menuitem", { name: "Pause" }).click();
  await expect(row).toContainText("paused");
  await row.getByRole("button", { name: "More for the pager" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Notices go nowhere else yet")).toBeVisible();
});

test("who manages nothing sees no endpoints, in the page and in the API", async ({ page }) => {
  await openAs(page, /Kenji Example/, "/programs/overleaf/settings");
  await expect(page.getByRole("heading", { name: "Names outside Signalbox" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Where notices are sent" })).toBeHidden();
  const answer = await page.request.get("/api/v1/programs/overleaf/notice-endpoints");
  expect(answer.status()).toBe(403);
});
