import { expect, openAs, test } from "@/e2e/test";

const address = "/programs/quay/sign-offs/rules";

test("a manager sees what other rules of signatures would change, and asks for them where something is protected", async ({
  browser,
}) => {
  // A page of its own: the browser logs the refusal that offers a request as a failed load.
  const page = await browser.newPage();
  await openAs(page, /Amara Example/, address);
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { name: "Rules of signatures" })).toBeVisible();
  await expect(main).toContainText("does not sign it.");
  await expect(main.getByRole("button", { name: "Save" })).toBeDisabled();

  await main.getByRole("checkbox", { name: "Skipped" }).check();
  await main.getByLabel("Percent of a bulk to be opened").fill("101");
  await expect(main).toContainText("0 to 100.");
  await expect(main.getByRole("button", { name: "Save" })).toBeDisabled();
  await main.getByLabel("Percent of a bulk to be opened").fill("10");

  await main.getByRole("button", { name: "What it would change" }).click();
  await expect(main.getByRole("heading", { name: /^Would go stale: \d/ })).toBeVisible();

  await main.getByRole("button", { name: "Save" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("the auditors ask for a sample");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toContainText("is protected");
  await expect(dialog.getByRole("button", { name: "Ask for approval" })).toBeEnabled();
  // Nothing is asked for: other tests count the requests of this program.
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.reload();
  await expect(main.getByLabel("Percent of a bulk to be opened")).toHaveValue("0");
  await page.close();
});

test("whoever may not edit them reads them", async ({ page }) => {
  await openAs(page, /Farid Example/, address);
  const main = page.getByRole("main");
  await expect(main).toContainText("Managers of the program change these rules.");
  await expect(main.getByRole("checkbox")).toHaveCount(0);
  await expect(main.getByRole("button", { name: "Save" })).toHaveCount(0);
});
