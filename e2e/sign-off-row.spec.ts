import { expect, openAs, test } from "@/e2e/test";

test("what a row lacks is added on its page, and a signature on it is asked for", async ({
  page,
}) => {
  await openAs(page, /Kenji Example/, "/programs/quay/sign-offs?waits=next-step");
  const main = page.getByRole("main");
  await main.getByRole("link", { name: "Its page" }).first().click();
  await expect(page).toHaveURL(/\/sign-offs\/[a-z-]+\/.+/);
  await expect(main.getByRole("list", { name: "Ladder" })).toBeVisible();

  await main.getByRole("button", { name: "Add an anchor" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("File and line in the legacy source").fill("endpoints/by_hand.py");
  await dialog.getByRole("button", { name: "Add the anchor" }).click();
  await expect(dialog).toContainText("A source anchor is a file and a line");
  await dialog.getByLabel("File and line in the legacy source").fill("endpoints/by_hand.py:17");
  await dialog.getByRole("button", { name: "Add the anchor" }).click();
  await expect(dialog).toBeHidden();
  await expect(main.getByText("endpoints/by_hand.py:17")).toBeVisible();

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
  await main.getByRole("link", { name: "G8", exact: true }).click();
  await expect(main.getByRole("heading", { name: "G8" })).toBeVisible();
  await expect(main.getByRole("heading", { name: "Signatures" })).toBeVisible();
});
