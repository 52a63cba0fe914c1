import { expect, openAs, test } from "@/e2e/test";

const overview = "/programs/quay";

test("a manager sees on one page whether M0 can go, what is missing and whose it is", async ({
  page,
}) => {
  await openAs(page, /Amara Example/, overview);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Can M0 go?");
  const readiness = page.getByRole("region", { name: "Readiness of M0" });
  await expect(readiness.getByText("No-go", { exact: true })).toBeVisible();
  await expect(readiness).toContainText(/\d+ of 17 criteria hold/);
  await expect(readiness).toContainText(/owners could clear/);
  const first = readiness.getByRole("listitem").first();
  await expect(first).toContainText("does not hold");
  await expect(first).toContainText(/\d+ d late/);
  const gates = readiness.getByRole("list", { name: "Program gates" });
  await expect(gates.getByRole("link")).toHaveCount(16);
  await expect(gates.getByRole("link", { name: /^G8 .*blocked/ })).toBeVisible();
});

test("what fails leads to where it can be mended", async ({ page }) => {
  await openAs(page, /Amara Example/, overview);
  const readiness = page.getByRole("region", { name: "Readiness of M0" });
  await readiness.getByRole("link", { name: /^Gate: .*\(G8\)/ }).click();
  await expect(page).toHaveURL(/\/gates\/program\/G8$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("G8");
});

test("blockers stand before what waits for the reader, and count the rows that they hold", async ({
  page,
}) => {
  await openAs(page, /Kenji Example/, overview);
  const needs = page
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: "Needs you" }) });
  await expect(needs.getByRole("listitem").first()).toContainText(/Blocker: .*holds \d+/);
  await expect(needs.getByRole("link", { name: /Decision D-006/ })).toContainText("Decide");
  await openAs(page, /Farid Example/, overview);
  await expect(needs).toContainText("Nothing else waits for you.");
  await expect(needs.getByRole("link", { name: /Decision D-006/ })).toBeHidden();
});

test("the burn-up says at which pace the rows are verified, and shows its figures as a table", async ({
  page,
}) => {
  await openAs(page, /Amara Example/, overview);
  await expect(page.getByRole("img", { name: /Verified and flipped rows/ })).toBeVisible();
  await expect(page.getByText(/\d+ are left, at .* a day over the last/)).toBeVisible();
  await page.getByText("As a table").first().click();
  await expect(page.getByRole("row").filter({ hasText: "449" }).first()).toBeVisible();
});

test("the rail and the list of programs say what waits", async ({ page }) => {
  await openAs(page, /Amara Example/, overview);
  const rail = page.getByRole("navigation", { name: "Pages" });
  await expect(rail.getByRole("link", { name: /^Blockers/ })).toHaveText(/Blockers\d+/);
  await expect(rail.getByRole("link", { name: /^Gates/ })).toHaveText(/Gates\d+/);
  await page.goto("/programs");
  const quay = page.getByRole("article", { name: "Quay quay", exact: true });
  await expect(quay).toContainText(/M0: No-go, \d+ of 17 criteria hold/);
  await expect(quay.getByRole("link", { name: /\d+ blockers/ })).toBeVisible();
});

test("a program that has ended asks for nothing and keeps its record", async ({ page }) => {
  await openAs(page, /Amara Example/, "/programs/obby");
  const main = page.getByRole("main");
  await expect(main).toContainText("This migration was abandoned. Its record is kept.");
  await expect(main.getByRole("list", { name: "Milestones" })).toContainText("no-go");
  await expect(main).toContainText("Nothing else waits for you.");
  await expect(page.getByRole("region", { name: /Readiness/ })).toBeHidden();
});

for (const width of [390, 1440]) {
  test(`the overview fits ${width} px in either theme`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await openAs(page, /Amara Example/, overview);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${colorScheme}: nothing runs out of the page`).toBeLessThanOrEqual(0);
    }
  });
}
