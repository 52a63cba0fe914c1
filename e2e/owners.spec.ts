import { expect, openAs, test } from "@/e2e/test";

const owners = "/programs/quay/sign-offs/owners";

test("rows without an owner are given to a team by hand, and rules and CODEOWNERS show what they would do", async ({
  page,
}) => {
  await openAs(page, /Amara Example/, `${owners}?q=ROUTE-03`);
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  await expect(main.getByRole("button", { name: /^registryd-v2: \d+ rows/ })).toBeVisible();

  const box = main.getByRole("checkbox").first();
  await box.click();
  await main.getByRole("button", { name: "Assign 1 marked" }).click();
  await dialog.getByLabel("Team").fill("team of the day");
  await dialog.getByRole("checkbox").click();
  await dialog.getByLabel("Reason").fill("they wrote it");
  await dialog.getByRole("button", { name: "Assign 1 row" }).click();
  await expect(dialog).toBeHidden();
  await main.getByRole("button", { name: /^team of the day: 1 row/ }).click();
  await expect(main.getByRole("row")).toHaveCount(2);
  await expect(main.getByRole("row").last()).toContainText("By hand, Amara Example: they wrote it");

  await main.getByRole("tab", { name: "Rules" }).click();
  await main.getByRole("button", { name: "Add rule" }).click();
  await main.getByLabel("Key of rule 1").fill("ROUTE-03*");
  await main.getByLabel("Team of rule 1").fill("platform-edge");
  await expect(main.getByText(/rows? changes? hands/)).toBeVisible();
  await main.getByLabel("Reason").fill("the edge answers for them");
  await main.getByRole("button", { name: "Apply the rules" }).click();
  await expect(page.getByText("The rules hold", { exact: true })).toBeVisible();

  await main.getByRole("tab", { name: "CODEOWNERS" }).click();
  await main.getByLabel("CODEOWNERS file").setInputFiles({
    name: "CODEOWNERS",
    mimeType: "text/plain",
    buffer: Buffer.from("* @acme/nobody-here\n!oops @a\n/workers/ @acme/worker-platform\n"),
  });
  await expect(main.getByText("@acme/nobody-here", { exact: true })).toBeVisible();
  await expect(main.getByText("1 line is left out")).toBeVisible();
  await expect(main.getByLabel("Team of @acme/worker-platform")).toHaveValue("worker-platform");
});

test("whoever is absent names a deputy, who ends with the time or before", async ({ page }) => {
  await openAs(page, /Kenji Example/, `${owners}?show=deputies`);
  const main = page.getByRole("main");
  const dialog = page.getByRole("dialog");
  await main.getByRole("button", { name: "Name a deputy" }).click();
  await dialog.getByLabel("Who signs instead").selectOption({ label: "Tomasz Example (tomasz)" });
  await dialog.getByRole("button", { name: "Name the deputy" }).click();
  await expect(dialog).toBeHidden();
  const line = main.getByRole("listitem").filter({ hasText: "Tomasz Example for Kenji Example" });
  await expect(line).toContainText("registryd-v1, registryd-v2");
  await line.getByRole("button", { name: "End early" }).click();
  await dialog.getByRole("button", { name: "End it now" }).click();
  await expect(line).toContainText("ended early");
});

test("whoever only looks on sees who owns what and changes nothing", async ({ page }) => {
  await openAs(page, /Farid Example/, owners);
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { name: "Who owns what" })).toBeVisible();
  await expect(main.getByRole("button", { name: /^Assign/ })).toHaveCount(0);
  await main.getByRole("tab", { name: "Rules" }).click();
  await expect(main.getByRole("button", { name: "Add rule" })).toHaveCount(0);
});
