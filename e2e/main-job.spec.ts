import type { Browser, Page } from "@playwright/test";
import { expect, holdDown, localToken, openAs, realTrackers, test } from "@/e2e/test";

test.describe.configure({ mode: "serial" });

const program = "quay-browser";
const matrix = `/programs/${program}/matrix`;
const bearer = () => ({ authorization: `Bearer ${localToken()}` });

/** Follows the plane as a gateway does; `versions` grows as events arrive. */
const follow = (baseURL: string) => {
  const versions: number[] = [];
  const controller = new AbortController();
  void fetch(`${baseURL}/plane/v1/${program}/staging/stream`, {
    headers: bearer(),
    signal: controller.signal,
  })
    .then(async (response) => {
      const decoder = new TextDecoder();
      for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
        const text = decoder.decode(part, { stream: true });
        for (const [, version] of text.matchAll(/^id: \d+-(\d+)$/gm))
          versions.push(Number(version));
      }
    })
    .catch(() => undefined);
  return { versions, stop: () => controller.abort() };
};

const upload = async (page: Page, files: readonly string[]): Promise<void> => {
  await page.getByLabel("Files to import").setInputFiles([...files]);
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
};

test.skip(realTrackers() === null, "the real trackers are not here");

test.beforeAll(async ({ request }) => {
  const made = await request.post("/api/v1/programs", {
    headers: bearer(),
    data: { key: program, name: "Quay trackers", legacy: "python", target: "go" },
  });
  expect(made.status()).toBe(201);
});

test("the real trackers are previewed, imported, and found unchanged the second time", async ({
  page,
}) => {
  const trackers = realTrackers();
  await openAs(page, /Tomasz Example/, `/programs/${program}/imports`);
  await upload(page, trackers ?? []);
  const main = page.getByRole("main");
  await expect(main).toContainText("413");
  await expect(main).toContainText("PROC-008");
  await page.getByRole("button", { name: /^Import/ }).click();
  await expect(main.getByRole("link", { name: "Open the matrix" })).toBeVisible();
  await page.goto(`/programs/${program}/imports`);
  await upload(page, trackers ?? []);
  await expect(main).toContainText("Nothing to change");
});

test("the matrix groups, narrows and unfolds, and its address carries the view", async ({
  page,
}) => {
  await openAs(page, /Tomasz Example/, matrix);
  const table = page.getByRole("table");
  await expect(page.getByRole("main")).toContainText("413 routes and 36 workers");
  await page.getByRole("button", { name: "Family", exact: true }).click();
  await expect(page).toHaveURL(/groupBy=family/);
  await expect(table).toContainText("registry-v2");
  await page
    .getByRole("searchbox")
    .or(page.getByPlaceholder(/Path, id, test/))
    .fill("/v2/");
  await expect(page).toHaveURL(/q=%2Fv2%2F/);
  await expect(table).not.toContainText("realtime");
  await page.reload();
  await expect(table).toContainText("registry-v2");
  await expect(table).not.toContainText("realtime");
  await page.goto("/programs/quay/matrix");
  await expect(table).toContainText("Registry sign-in");
  await expect(table).toContainText("no switch");
  // The picture in the README: SIGNALBOX_PICTURES=docs npx playwright test main-job
  await page.screenshot({ path: `${process.env.SIGNALBOX_PICTURES ?? "test-results"}/matrix.png` });
});

test("a family is flipped in staging, reaches a client, and is rolled back", async ({
  page,
  baseURL,
}) => {
  await openAs(page, /Tomasz Example/, `${matrix}?groupBy=family`);
  const client = follow(baseURL ?? "");
  await expect.poll(() => client.versions.length).toBeGreaterThan(0);
  const row = page.getByRole("row", { name: /registry-v2/ });
  await row.hover();
  await row.getByRole("button", { name: /^Flip .* in staging/i }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("19 routes change owner");
  await dialog.getByLabel("Reason").fill("the registry was clean in the lab");
  await dialog.getByRole("button", { name: "Flip 19 routes to go" }).click();
  await expect(dialog.getByRole("status")).toContainText(/Version \d+ accepted/);
  await expect(dialog.getByRole("status")).toContainText("1 of 1");
  const version = Number(
    /Version (\d+)/.exec((await dialog.getByRole("status").textContent()) ?? "")?.[1],
  );
  expect(client.versions).toContain(version);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(row).toContainText("go");
  await row.hover();
  await row.getByRole("button", { name: /^Roll back .* in staging/i }).click();
  await dialog.getByLabel("Reason").fill("pulls are slow");
  await dialog.getByRole("button", { name: /^Roll back/ }).click();
  await expect(dialog.getByRole("status")).toContainText(`Version ${version + 1} accepted`);
  await dialog.getByRole("button", { name: "Done" }).click();
  client.stop();
});

test("production asks for approval before it takes a flip", async ({ page }) => {
  await openAs(page, /Tomasz Example/, `${matrix}?groupBy=family`);
  const row = page.getByRole("row", { name: /registry-v2/ });
  await row.hover();
  await row.getByRole("button", { name: /^Flip .* in production/i }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("needs a request and an approval by somebody else");
});

test("force is held, stands on every page, and is lifted", async ({ page }) => {
  await openAs(page, /Leilani Example/, `/programs/${program}/switches`);
  await page.getByRole("button", { name: "Force python in staging" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("error rate is rising");
  await holdDown(page, dialog.getByRole("button", { name: /Hold to force/ }));
  const band = page.getByRole("alert").filter({ hasText: "error rate is rising" });
  await expect(band).toBeVisible();
  await page.goto(`/programs/${program}/inventory`);
  await expect(band).toContainText("Leilani");
  await band.getByRole("button", { name: /Lift/ }).click();
  await dialog.getByLabel("Reason").fill("the rate is normal again");
  await dialog.getByRole("button", { name: /^Lift/ }).click();
  // Behind an open dialog the band is hidden, not gone.
  await expect(dialog.getByRole("status")).toContainText(/Version \d+ accepted/);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(band).toHaveCount(0);
});

const inNewBrowser = async (browser: Browser, baseURL: string): Promise<Page> => {
  const context = await browser.newContext({ baseURL });
  return context.newPage();
};

test("two people flip the same thing: the second is told what changed", async ({
  browser,
  baseURL,
}) => {
  const pages = [
    await inNewBrowser(browser, baseURL ?? ""),
    await inNewBrowser(browser, baseURL ?? ""),
  ];
  for (const page of pages) {
    await openAs(page, /Tomasz Example/, `${matrix}?groupBy=family`);
    const row = page.getByRole("row", { name: /oauth2/ });
    await row.hover();
    await row.getByRole("button", { name: /^Flip .* in staging/i }).click();
    await page.getByRole("dialog").getByLabel("Reason").fill("both of us");
    await expect(page.getByRole("dialog")).toContainText("10 routes change owner");
  }
  const [first, second] = pages as [Page, Page];
  await first.getByRole("dialog").getByRole("button", { name: "Flip 10 routes to go" }).click();
  await expect(first.getByRole("status").filter({ hasText: "accepted" })).toBeVisible();
  const dialog = second.getByRole("dialog");
  await expect(dialog).toContainText(/changed/);
  await expect(dialog.getByRole("button", { name: "Look again" })).toBeVisible();
  for (const page of pages) await page.context().close();
});

test("a viewer sees who owns what, and no way to change it", async ({ page }) => {
  await openAs(page, /Farid Example/, `${matrix}?groupBy=family`);
  await expect(page.getByRole("row", { name: /registry-v2/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Flip|Roll back|Force)/ })).toHaveCount(0);
});

const pages = [
  "",
  "/matrix",
  "/switches",
  "/requests",
  "/emergencies",
  "/clients",
  "/clients?view=traffic",
  "/inventory",
  "/imports",
  "/audit",
  "/settings",
];
for (const scheme of ["light", "dark"] as const) {
  test(`every page fits 390 px without scrolling sideways, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width: 390, height: 844 });
    await openAs(page, /Tomasz Example/, "/programs");
    for (const address of ["/programs", ...pages.map((each) => `/programs/quay${each}`)]) {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(beyond, address).toBeLessThanOrEqual(0);
      if (address !== "/programs") {
        await expect(page.getByRole("button", { name: /^Force python/ })).toBeInViewport();
      }
    }
  });
}

test("the palette leads to any row by its path", async ({ page }) => {
  await openAs(page, /Tomasz Example/, "/programs/quay");
  const palette = page.getByRole("combobox");
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(palette).toBeVisible({ timeout: 2000 });
  }).toPass();
  await palette.fill("tags/list");
  await page
    .getByRole("option", { name: /tags\/list/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/items\/route\//);
});
