import { createHmac } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, holdDown, openAs, test } from "@/e2e/test";

test.describe.configure({ mode: "serial" });

const emergencies = "/programs/overleaf/emergencies?environment=staging";
const reason = "half of the compiles time out";

const band = (page: Page, words: string) => page.getByRole("alert").filter({ hasText: words });
const panel = (page: Page, title: string) =>
  page
    .getByRole("region")
    .or(page.locator("section"))
    .filter({
      has: page.getByRole("heading", { name: title, exact: true }),
    });

test("legacy is forced for an hour, called from the palette; the band says so everywhere", async ({
  page,
}) => {
  await openAs(page, /Leilani Example/, "/programs/overleaf/matrix");
  await page.getByRole("button", { name: /Find a route/ }).click();
  await page.getByPlaceholder(/Find a route/).fill("force node");
  await page.getByRole("option", { name: /everything in staging/ }).click();
  const dialog = page.getByRole("dialog", { name: "Force node in staging" });
  await expect(dialog).toContainText(/back to node, at once/);
  await dialog.getByLabel("How long").selectOption("60");
  await dialog.getByLabel("Reason").fill(reason);
  await holdDown(page, dialog.getByRole("button", { name: /Hold to force/ }));
  await expect(band(page, reason)).toContainText("node is forced for everything in staging");
  await page.goto(emergencies);
  await expect(band(page, reason)).toContainText(/Leilani Example.*to end/);
  const owed = panel(page, "Reviews owed");
  await expect(owed).toContainText(reason);
  await expect(owed).toContainText("Somebody else closes it");
  await expect(owed.getByRole("button", { name: /^Close the review/ })).toBeHidden();
});

test("lifting it shows what goes back to the target, and the review is still owed", async ({
  page,
}) => {
  await openAs(page, /Tomasz Example/, emergencies);
  await panel(page, "Forced now").getByRole("button", { name: /^Lift/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(/\d+ routes? and 1 worker change owner/);
  await dialog.getByLabel("Reason").fill("the compiles are quick again");
  await dialog.getByRole("button", { name: /^Lift the force/ }).click();
  await expect(dialog.getByRole("status")).toContainText(/Version \d+ accepted/);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(band(page, reason)).toHaveCount(0);
  await expect(panel(page, "Reviews owed")).toContainText(reason);
});

test("somebody else closes the review with its outcome", async ({ page }) => {
  await openAs(page, /Amara Example/, emergencies);
  await panel(page, "Reviews owed")
    .getByRole("button", { name: /^Close the review/ })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Outcome").fill("A worker leaked memory; it is mended.");
  await dialog.getByRole("button", { name: "Close the review" }).click();
  await expect(panel(page, "Reviews owed")).toContainText("No review is owed");
  await expect(panel(page, "History")).toContainText("A worker leaked memory; it is mended.");
});

test("what going back would lose is told before, and typed", async ({ page }) => {
  await openAs(page, /Tomasz Example/, "/programs/overleaf/emergencies?environment=staging");
  const place = "/api/v1/programs/overleaf/environments/staging";
  const { version } = await (await page.request.get(`${place}/switches`)).json();
  const flipped = await page.request.post(`${place}/changes`, {
    headers: { "x-signalbox-request": "1" },
    data: {
      expectedVersion: version,
      reason: "only the new one writes contacts",
      rules: [{ level: "capability", key: "contacts", owner: "go", legacy: "lossy" }],
    },
  });
  expect(flipped.status()).toBe(200);
  await page.getByRole("button", { name: /^Force node/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "A capability" }).click();
  await dialog.getByLabel("Capability", { exact: true }).selectOption("contacts");
  await dialog.getByLabel("Reason").fill("contacts answer slowly");
  const hold = dialog.getByRole("button", { name: /Hold to force/ });
  await dialog.getByLabel("Type contacts to take the loss").fill("contact");
  await expect(hold).toBeDisabled();
  await dialog.getByLabel("Type contacts to take the loss").fill("contacts");
  await holdDown(page, hold);
  await expect(band(page, "contacts answer slowly")).toContainText("capability contacts");
  await band(page, "contacts answer slowly").getByRole("button", { name: /^Lift/ }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("quick again");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Lift the force/ })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
});

test("a monitor forces with its secret until that is revoked", async ({ page, request }) => {
  await openAs(page, /Amara Example/, emergencies);
  await page.getByRole("button", { name: "Let a monitor force" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("synthetic checks");
  await dialog.getByRole("button", { name: "A signed call" }).click();
  await dialog.getByRole("button", { name: "A capability" }).click();
  await dialog.getByRole("button", { name: "Let it force" }).click();
  await expect(dialog).toContainText("shown this once");
  const example = (await dialog.locator("pre").last().textContent()) ?? "";
  const [, secret] = /SECRET='([^']+)'/.exec(example) ?? [];
  const [, address] = /(\/api\/v1\/hooks\/[0-9a-f-]+)/.exec(example) ?? [];
  await dialog.getByRole("button", { name: "I have copied it" }).click();

  const call = async (body: string) => {
    const t = Math.floor(Date.now() / 1000);
    const v1 = createHmac("sha256", secret ?? "")
      .update(`${t}.${body}`)
      .digest("hex");
    const headers = {
      "content-type": "application/json",
      "x-signalbox-signature": `t=${t},v1=${v1}`,
    };
    return request.post(address ?? "", { headers, data: body });
  };
  const forced = await call('{"action":"force","reason":"checks fail from three places"}');
  expect(forced.status()).toBe(200);
  await expect(band(page, "checks fail from three places")).toContainText(
    "webhook synthetic checks",
  );

  await page.getByRole("button", { name: "Revoke synthetic checks" }).click();
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(panel(page, "Monitors that may force")).toContainText("revoked");
  expect((await call('{"action":"test"}')).status()).toBe(401);
});

test("in a protected environment lifting is asked for, and waits for a second person", async ({
  page,
  browser,
}) => {
  const place = "/api/v1/programs/messaging/environments/production";
  const here = "/programs/messaging/emergencies?environment=production";
  const headers = { "x-signalbox-request": "1" };
  await openAs(page, /Tomasz Example/, here);
  const asked = await page.request.post(`${place}/requests`, {
    headers,
    data: {
      rules: [{ level: "program", owner: "go" }],
      reason: "compared for a week",
      requestId: crypto.randomUUID(),
    },
  });
  const { number, revision, ground } = await asked.json();
  const other = await browser.newPage();
  await openAs(other, /Amara Example/, here);
  const decided = await other.request.post(`${place}/requests/${number}/decision`, {
    headers,
    data: { decision: "approve", revision, ground },
  });
  expect(decided.status()).toBe(200);
  await other.context().close();
  await page.request.post(`${place}/requests/${number}/apply`, { headers, data: {} });
  const forced = await page.request.put(`${place}/force`, {
    headers,
    data: { reason: "error rate doubled" },
  });
  expect(forced.status()).toBe(200);

  await band(page, "error rate doubled").getByRole("button", { name: /^Lift/ }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Others have to approve this");
  await expect(dialog).toContainText("21 routes change owner");
  await dialog.getByLabel("Reason").fill("the cause is found");
  await dialog.getByRole("button", { name: "Ask for approval" }).click();
  await expect(dialog.getByRole("status")).toContainText("awaiting approval");
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(band(page, "error rate doubled")).toBeVisible();
  await expect(panel(page, "Forced now")).toContainText(/Request \d+ to lift it waits/);
});
