import type { Page } from "@playwright/test";
import { expect, localToken, openAs, test } from "@/e2e/test";

const worker = "exportactionlogsworker";
const place = "/programs/quay/workers?environment=staging";

type Said = { state: "running" | "stopping" | "stopped"; wantsLease: boolean };

/** What a supervisor's receipt does: it says what it runs, and asks to run it. */
const report = async (page: Page, instance: string, owner: "python" | "go", said: Said) => {
  const response = await page.request.post("/plane/v1/quay/staging/receipts", {
    headers: { authorization: `Bearer ${localToken()}` },
    data: {
      instance,
      runtime: "test",
      client: "test/1",
      epoch: 1,
      version: 1,
      appliedAt: new Date().toISOString(),
      workers: [{ worker, owner, ...said }],
    },
  });
  expect(response.status()).toBe(200);
  return (await response.json()) as { leases: { fence: number }[]; refused: { says: string }[] };
};

const take = async (page: Page, button: string, reason: string): Promise<void> => {
  await page.getByRole("button", { name: `${worker}: ${button}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: button }).click();
  await expect(dialog.getByRole("status")).toContainText(/Version \d+ accepted/);
  await dialog.getByRole("button", { name: "Done" }).click();
};

test("a worker is led through its handoff, and the page says what each step waits for", async ({
  page,
}) => {
  await openAs(page, /Tomasz Example/, place);
  const row = page
    .getByRole("list", { name: "Workers" })
    .getByRole("listitem")
    .filter({
      has: page.getByRole("list", { name: `Handoff of ${worker}` }),
    });
  const step = row.getByRole("list", { name: `Handoff of ${worker}` }).locator("[aria-current]");
  await expect(row).toContainText("Not guaranteed: nobody reports it.");
  await expect(step).toHaveText("python");

  const asks = { state: "running", wantsLease: true } as const;
  expect((await report(page, "old-1", "python", asks)).leases).toHaveLength(1);
  await expect(row).toContainText("Runs on old-1.");

  await take(page, "Hand over to go", "the new one has run beside it for a week");
  await expect(step).toHaveText("off");
  await expect(row.getByRole("status")).toContainText(
    /old-1 \(python\) to say that it stopped, or its lease to end in \d+ s/,
  );
  await expect(page.getByRole("button", { name: `${worker}: Start on go` })).toBeHidden();
  const early = { state: "stopped", wantsLease: true } as const;
  expect((await report(page, "new-1", "go", early)).refused[0]?.says).toContain("is off");

  await report(page, "old-1", "python", { state: "stopped", wantsLease: false });
  await expect(step).toHaveText("drained");
  await expect(row).toContainText("python has stopped. go may start.");
  await take(page, "Start on go", "nothing is left of the old one");
  await expect(step).toHaveText("go");
  const [lease] = (await report(page, "new-1", "go", early)).leases;
  await report(page, "new-1", "go", asks);
  await expect(row).toContainText("Runs on new-1.");
  await page.getByRole("button", { name: `Show leases of ${worker}` }).click();
  await expect(row).toContainText(`go, fence ${lease?.fence}, held`);
  await expect(row).toContainText("python, fence 0, given back");

  await take(page, "Start on python", "the new one loses lines");
  await expect(row).toContainText("python waits for new-1 (go) to stop.");
  await report(page, "new-1", "go", { state: "stopped", wantsLease: false });
  expect((await report(page, "old-1", "python", early)).leases).toHaveLength(1);
  await report(page, "old-1", "python", asks);
  await expect(row).toContainText("Runs on old-1.");
});

test("skipping what a handoff waits for takes a reason of its own", async ({ page }) => {
  await report(page, "old-1", "python", { state: "running", wantsLease: true });
  await openAs(page, /Tomasz Example/, place);
  await take(page, "Hand over to go", "it has to go today");
  await page.getByRole("button", { name: `More for ${worker}` }).click();
  await page.getByRole("menuitem", { name: "Start on go without waiting" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("alert")).toContainText("old-1 (python) to say that it stopped");
  const button = dialog.getByRole("button", { name: "Break glass: start on go" });
  await dialog.getByLabel("Reason").fill("the old one is on fire");
  await expect(button).toBeDisabled();
  await dialog.getByLabel("Why it cannot wait").fill("its machine does not answer");
  await button.click();
  await expect(dialog.getByRole("status")).toContainText(/Version \d+ accepted/);
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("main")).toContainText("go waits for old-1 (python) to stop.");
});
