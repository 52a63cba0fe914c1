import { expect, openAs, test } from "@/e2e/test";

test("a batch is made, and a review meeting goes through two rows of it", async ({ page }) => {
  await openAs(page, /Kenji Example/, "/programs/quay/sign-offs/batches");
  const main = page.getByRole("main");
  await expect(main.getByRole("region", { name: "Schedule" })).toContainText("this week");
  await expect(main.getByRole("region", { name: "Batches" })).toContainText("a1-registry-v2");

  const queue = await page.request.get(
    "/api/v1/programs/quay/sign-offs?whose=mine&waits=next-step&limit=50",
  );
  const waiting = (await queue.json()) as {
    rows: { kind: string; key: string; missing: unknown[]; objection: string | null }[];
  };
  const rows = waiting.rows
    .filter(({ missing, objection }) => missing.length === 0 && objection === null)
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .slice(0, 2);
  expect(rows).toHaveLength(2);
  const [first, second] = rows;

  const dialog = page.getByRole("dialog");
  await main.getByRole("button", { name: "Make a batch" }).click();
  await dialog.getByLabel("Key").fill("BATCH-TWO");
  await dialog.getByLabel("Title").fill("Two rows");
  await dialog.getByRole("button", { name: "Named one by one" }).click();
  await dialog.getByLabel("Rows").fill(rows.map(({ kind, key }) => `${kind} ${key}`).join("\n"));
  await dialog.getByLabel("Due on").fill("2030-01-31");
  await dialog.getByRole("button", { name: "Make the batch" }).click();
  await expect(dialog).toBeHidden();

  await main.getByRole("link", { name: "BATCH-TWO" }).click();
  await expect(main.getByRole("heading", { name: "Two rows" })).toBeVisible();
  await expect(main).toContainText("0 of 2 done");
  await main.getByRole("link", { name: "Start review session" }).click();
  await main.getByLabel("Names").fill("Mei Tanaka");
  await main.getByRole("button", { name: "Begin with 2 rows" }).click();

  await expect(main.getByRole("article")).toContainText("1 of 2");
  await expect(main).toContainText("Who is here (2)");
  await main.getByRole("checkbox", { name: /Look back/ }).click();
  await expect(main).toContainText("Checklist (1 of 5)");

  await expect(main.getByRole("article")).toContainText(first?.key ?? "");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Sign 1 row" }).click();
  await expect(dialog.getByRole("heading", { name: "Signed 1 of 1 row" })).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(main.getByRole("article")).toContainText("signed by Kenji Example");

  await page.keyboard.press("j");
  await expect(main.getByRole("article")).toContainText(second?.key ?? "");
  await page.keyboard.press("x");
  await expect(main.getByRole("article")).toContainText("left for later by Kenji Example");

  await main.getByRole("button", { name: "End the session" }).click();
  await expect(main).toContainText("1 signed, 0 sent back, 1 left for later, 0 not gone through");
  await main.getByRole("link", { name: "To the batch" }).click();
  await expect(main).toContainText("1 signed, 0 sent back, 1 left for later");
});
