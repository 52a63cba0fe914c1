import { expect, openAs, test } from "@/e2e/test";

const queue = "/programs/quay/sign-offs";

test("an owner signs a row with its evidence beside it, and sends another back", async ({
  page,
}) => {
  await openAs(page, /Kenji Example/, queue);
  const main = page.getByRole("main");
  await expect(main).toContainText("Who vouches for what");
  const rows = main.getByRole("listitem").filter({ has: page.getByRole("checkbox") });
  const ready = rows.filter({ has: page.getByRole("checkbox", { disabled: false }) });
  const first = ready.first();
  await expect(first).toBeVisible();
  const key = (await first.getByRole("button").innerText()).split(/\s/)[0] ?? "";

  await first.getByRole("button").click();
  await expect(main.getByRole("link", { name: key, exact: true })).toBeVisible();
  await main.getByRole("button", { name: `Sign ${key}` }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(key);
  await dialog.getByRole("button", { name: "I reviewed it" }).click();
  await dialog.getByRole("button", { name: "Sign 1 row" }).click();
  await expect(dialog.getByRole("heading", { name: "Signed 1 of 1 row" })).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();

  await expect(ready.filter({ hasText: key })).toHaveCount(0);
  const other = ready.first();
  const returned = (await other.getByRole("button").innerText()).split(/\s/)[0] ?? "";
  expect(returned).not.toBe(key);
  await other.getByRole("button").click();
  await main.getByRole("button", { name: "Needs work" }).click();
  await dialog.getByLabel("What has to be done").fill("the anchor is of another method");
  await dialog.getByRole("button", { name: "Send back" }).click();
  await expect(dialog).toBeHidden();
  await expect(rows.filter({ hasText: returned })).toContainText("sent back");

  await page.goto(`/programs/quay/sign-offs?q=${key}`);
  await expect(main).toContainText("Kenji Example");
  await expect(main).toContainText("reviewed for registryd-");
});

test("an owner lands on their own queue, marks rows across it and signs them at once", async ({
  page,
}) => {
  await openAs(page, /Kenji Example/, "/programs/quay/sign-offs");
  const main = page.getByRole("main");
  await expect(main.getByRole("button", { name: "My teams'" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  const ready = main.getByRole("checkbox", { disabled: false });
  await ready.nth(0).check();
  await ready.nth(1).check();
  await main.getByRole("button", { name: "Sign 2 marked" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading", { name: "Sign 2 rows" })).toBeVisible();
  await dialog.getByRole("button", { name: "Sign 2 rows" }).click();
  await expect(dialog.getByRole("heading", { name: "Signed 2 of 2 rows" })).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(main.getByRole("button", { name: /marked$/ })).toBeHidden();
});

test("whoever owns none of the rows sees why they cannot sign", async ({ page }) => {
  await openAs(page, /Sofia Example|Amara Example/, "/programs/quay/sign-offs?whose=all");
  await expect(page.getByRole("main")).toContainText(/somebody of that team signs it/);
  await expect(page.getByRole("button", { name: "Sign all that is ready" })).toBeDisabled();
});
