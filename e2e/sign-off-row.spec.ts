import { expect, openAs, test } from "@/e2e/test";

test("what a row lacks is added on its page, and a signature on it is asked for", async ({
  page,
}) => {
  await openAs(page, /Kenji Example/, "/programs/quay/items/route/ROUTE-0004");
  const main = page.getByRole("main");
  await main.getByRole("link", { name: "Signatures" }).click();
  await expect(main.getByRole("heading", { name: "ROUTE-0004" })).toBeVisible();
  await expect(main.getByRole("list", { name: "Ladder" })).toBeVisible();
  await expect(main).toContainText("It names no place in the legacy source");

  await main.getByRole("button", { name: "Add an anchor" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("File and line in the legacy source").fill("endpoints/by_hand.py:17");
  await dialog.getByRole("button", { name: "Add the anchor" }).click();
  await expect(dialog).toBeHidden();
  await expect(main.getByText("endpoints/by_hand.py:17")).toBeVisible();
  await main.getByRole("button", { name: "Take it to anchored, needs review" }).click();
  await expect(
    main.getByRole("listitem").filter({ hasText: "Anchored, needs review" }),
  ).toHaveAttribute("aria-current", "step");

  await main.getByRole("button", { name: "Ask for a signature" }).click();
  await dialog.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(main).toContainText("asked for");
});

test("gates and their documents are listed with who has to sign them", async ({ page }) => {
  await openAs(page, /Kenji Example/, "/programs/quay/sign-offs/subjects");
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { name: "Program gates" })).toBeVisible();
  await expect(main.getByRole("heading", { name: "Capabilities" })).toBeVisible();
  await main.getByRole("link", { name: "registryd_design.md" }).click();
  await main.getByRole("button", { name: "Name the revision" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Revision", { exact: true }).fill("8f2c1ab9");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await main.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(dialog).toContainText("registryd_design.md");
});
