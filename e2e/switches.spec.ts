import type { APIRequestContext, Page } from "@playwright/test";
import { expect, localToken, test } from "@/e2e/test";

test.describe.configure({ mode: "serial" });

const address = "/programs/quay/switches";
const staging = "/api/v1/programs/quay/environments/staging";
const bearer = () => ({ authorization: `Bearer ${localToken()}` });

const open = async (page: Page, name: RegExp, query = ""): Promise<void> => {
  await page.context().clearCookies();
  await page.goto(`${address}${query}`);
  await page.getByRole("button", { name }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Switches" })).toBeVisible();
};

const versionNow = async (request: APIRequestContext): Promise<number> => {
  const answer = await request.get(`${staging}/switches`, { headers: bearer() });
  return (await answer.json()).version;
};

const acceptedVersion = async (page: Page): Promise<number> => {
  const status = page.getByRole("dialog").getByRole("status").filter({ hasText: "accepted" });
  await expect(status).toContainText(/Version \d+ accepted/);
  return Number(/Version (\d+)/.exec((await status.textContent()) ?? "")?.[1]);
};

const fromMenu = async (page: Page, rule: string, entry: string): Promise<void> => {
  await page.getByRole("button", { name: `More for ${rule}`, exact: true }).click();
  await page.getByRole("menuitem", { name: entry, exact: true }).click();
};

let before = 0;
let drafted = 0;

test("a rule is found, and says what it decides and what decides in its place", async ({
  page,
}) => {
  await open(page, /Tomasz Example/);
  await page.getByRole("searchbox", { name: "Search the rules" }).fill("v2-pull");
  await expect(page).toHaveURL(/q=v2-pull/);
  await expect(page.getByRole("button", { name: "Details of v2-auth" })).toBeHidden();
  await page.getByRole("button", { name: "Details of v2-pull", exact: true }).click();
  const main = page.getByRole("main");
  await expect(main).toContainText("8 routes, 1 of them decided elsewhere");
  await expect(main).toContainText("1 by a rule of its own");
  await expect(main).toContainText("First canary of pulls");
  await page.reload();
  await expect(page.getByRole("button", { name: "Details of v2-auth" })).toBeHidden();
});

test("several rules are drafted, seen together, and sent as one change", async ({
  page,
  request,
}) => {
  before = await versionNow(request);
  await open(page, /Tomasz Example/);
  await fromMenu(page, "v2-auth", "To python");
  await fromMenu(page, "v2-pull", "Without this rule");
  const tray = page.getByRole("region", { name: "Draft of a change" });
  await expect(tray).toContainText("Draft: 2 rules");
  await expect(tray).toContainText("10 routes to python in staging");
  await page.reload();
  await expect(tray).toContainText("Draft: 2 rules");
  await tray.getByRole("button", { name: "Review and send" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("10 routes change owner");
  await dialog.getByLabel("Reason").fill("both go back for the weekend");
  await dialog.getByRole("button", { name: "Change the owner of 10 routes" }).click();
  drafted = await acceptedVersion(page);
  expect(drafted).toBe(before + 1);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(tray).toBeHidden();
  await expect(page.getByRole("button", { name: "Details of v2-pull", exact: true })).toBeHidden();
});

test("history shows before and after, and an earlier version is restored as a new one", async ({
  page,
}) => {
  await open(page, /Tomasz Example/, "?view=history");
  const newest = page.getByRole("listitem").filter({ hasText: "both go back for the weekend" });
  await newest.getByText("2 rules, before and after").click();
  await expect(newest.getByRole("row", { name: /capability v2-auth/ })).toContainText("python");
  await expect(newest.getByRole("row", { name: /capability v2-pull/ })).toContainText("no rule");
  await page.getByRole("button", { name: `Restore version ${before}`, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("10 routes change owner");
  await dialog.getByLabel("Reason").fill("the weekend is over");
  await dialog.getByRole("button", { name: "Restore, and move 10 routes" }).click();
  expect(await acceptedVersion(page)).toBe(drafted + 1);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "the weekend is over" })).toBeVisible();
});

test("what others changed meanwhile is told in words before a draft is sent", async ({
  page,
  request,
}) => {
  await open(page, /Tomasz Example/);
  await fromMenu(page, "v2-pull", "To go");
  await page.getByRole("button", { name: "Review and send" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("7 routes change owner");
  const meanwhile = await request.post(`${staging}/changes`, {
    headers: bearer(),
    data: {
      reason: "tokens fail for robots",
      rules: [{ level: "capability", key: "v2-auth", owner: "python" }],
    },
  });
  expect(meanwhile.status()).toBe(200);
  await expect(dialog).toContainText("staging changed while this was open");
  await expect(dialog).toContainText("tokens fail for robots");
  await dialog.getByRole("button", { name: "Look again" }).click();
  await expect(dialog).not.toContainText("staging changed while this was open");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Discard" }).click();
  await expect(page.getByRole("region", { name: "Draft of a change" })).toBeHidden();
});

test("who owns a request, now and at an earlier version, and which rules that hides", async ({
  page,
}) => {
  await open(page, /Farid Example/, "?view=owner");
  await page.getByLabel("Path").fill("/v2/acme/shop/tags/list");
  await page.getByLabel("Org").fill("acme");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page).toHaveURL(/path=/);
  const rules = page.getByRole("table");
  await expect(rules.getByRole("row", { name: /^Route/ })).toContainText("decides");
  await expect(rules.getByRole("row", { name: /^Capability/ })).toContainText("hidden");
  await page.getByRole("button", { name: "At a version" }).click();
  await page.getByRole("spinbutton", { name: "Version" }).fill("1");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByRole("main")).toContainText("at version 1");
  await expect(rules.getByRole("row", { name: /^Program default/ })).toContainText("decides");
  await page.getByLabel("Path").fill("/no/such/address");
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(page.getByRole("main")).toContainText("No route has this method and path");
});

test("what hangs together is offered as one plan, and taken step by step", async ({ page }) => {
  await open(page, /Tomasz Example/);
  await fromMenu(page, "v2-pull", "Move with what hangs on it");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "To go" }).click();
  await expect(dialog).toContainText("8 routes and 1 worker hang together");
  await expect(dialog).toContainText("proxycacheblob");
  await dialog.getByRole("button", { name: "Take step 1" }).click();
  await dialog.getByLabel("Reason").fill("the first step of the plan");
  await dialog.getByRole("button", { name: "Stop proxycacheblobworker" }).click();
  await acceptedVersion(page);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog.getByRole("listitem").first()).toContainText("Switch 8 routes to go");
});

test("a viewer reads it all and is offered no change", async ({ page }) => {
  await open(page, /Farid Example/);
  await expect(page.getByRole("button", { name: "Details of v2-auth" })).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expect(
    page.getByRole("main").getByRole("button", { name: /^(More|Change|Roll back|Add)/ }),
  ).toHaveCount(0);
  await page.getByRole("tab", { name: "History" }).click();
  await expect(page.getByText("the weekend is over")).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Undo|Restore)/ })).toHaveCount(0);
});

for (const view of ["workers", "owner", "history"]) {
  test(`the view of ${view} fits 390 px`, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page, /Tomasz Example/, `?view=${view}`);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond).toBeLessThanOrEqual(0);
  });
}
