import { createHmac } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, openAs, test } from "@/e2e/test";

test.describe.configure({ mode: "serial" });

const blockers = "/programs/router/blockers";
const text = "Nobody may replay task traffic";

const row = (page: Page, words: string) => page.getByRole("listitem").filter({ hasText: words });

test("an engineer says what stands in the way and what it holds", async ({ page }) => {
  await openAs(page, /Tomasz Example/, blockers);
  await page.getByRole("button", { name: "Add a blocker" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a blocker" });
  const add = dialog.getByRole("button", { name: "Add the blocker" });
  await dialog.getByLabel("What stands in the way").fill(text);
  await expect(add).toBeDisabled();
  await dialog.getByLabel("Find a family, capability or row").fill("tas");
  await dialog.getByRole("button", { name: /^capability task/ }).click();
  await expect(dialog.getByRole("button", { name: /capability task.*take off/ })).toBeVisible();
  await dialog.getByLabel("Owner").fill("gateway-task");
  await add.click();
  await expect(dialog).toBeHidden();
  await expect(row(page, text)).toContainText(/Holds the capability task.*Owner gateway-task/);
  await expect(row(page, text)).toContainText(/\d+ routes/);
});

test("the flip dialog names it, and staging flips all the same", async ({ page }) => {
  await openAs(page, /Tomasz Example/, blockers);
  const { version } = await (
    await page.request.get("/api/v1/programs/router/environments/staging/switches")
  ).json();
  const preview = await page.request.post("/api/v1/programs/router/environments/staging/changes", {
    headers: { "x-signalbox-request": "1" },
    data: {
      dryRun: true,
      expectedVersion: version,
      reason: "asked by a test",
      rules: [{ level: "capability", key: "task", owner: "go" }],
    },
  });
  const { effect } = await preview.json();
  expect(effect.interlocks).toContainEqual(
    expect.objectContaining({ kind: "blocker", because: `${text}. It is gateway-task's.` }),
  );
  expect(effect.refusals).toEqual([]);
});

test("people talk about it; it is resolved with words and opened again", async ({ page }) => {
  await openAs(page, /Kenji Example/, blockers);
  await page.getByRole("link", { name: text }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(text);
  await page.getByLabel("Comment").fill("Legal answers on Monday.");
  await page.getByRole("button", { name: "Comment" }).click();
  await expect(row(page, "Legal answers on Monday.")).toContainText("Kenji Example");
  await expect(page.getByLabel("Comment")).toHaveValue("");
  await page.getByRole("button", { name: "Resolve" }).click();
  const resolve = page.getByRole("dialog", { name: /^Resolve blocker/ });
  await resolve.getByLabel("How it was resolved").fill("They may now.");
  await resolve.getByRole("button", { name: "Resolve" }).click();
  await expect(page.getByText("Resolved by Kenji Example")).toBeVisible();
  await page.getByRole("button", { name: "Reopen" }).click();
  const reopen = page.getByRole("dialog", { name: /^Reopen blocker/ });
  await reopen.getByLabel("Why it holds again").fill("Only for a day.");
  await reopen.getByRole("button", { name: "Reopen" }).click();
  await expect(row(page, "reopened")).toContainText("Only for a day.");
  await page.goto(`${blockers}?q=replay%20task`);
  await expect(row(page, text)).toBeVisible();
});

test("a viewer reads and changes nothing", async ({ page }) => {
  await openAs(page, /Farid Example/, blockers);
  await expect(row(page, text)).toBeVisible();
  await expect(page.getByRole("button", { name: "Add a blocker" })).toBeHidden();
  await expect(page.getByRole("button", { name: /^Resolve blocker/ })).toHaveCount(0);
});

test("a failing pipeline opens one before the reader's eyes, and green closes it", async ({
  page,
}) => {
  await openAs(page, /Amara Example/, "/programs/router/settings");
  await page.getByRole("button", { name: "Let CI open blockers" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("acme/gateway");
  await dialog.getByRole("button", { name: "Everything" }).click();
  await dialog.getByRole("button", { name: "Make the hook" }).click();
  await expect(dialog).toContainText("The secret is shown this once");
  const [secret = "", address = ""] = await dialog.locator("pre").allInnerTexts();
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  await expect(
    page.getByText("Any pipeline on the branch main holds everything.").first(),
  ).toBeVisible();

  const repository = `acme/gateway-${Date.now()}`;
  const tell = async (id: number, conclusion: string) => {
    const body = JSON.stringify({
      action: "completed",
      workflow_run: {
        id,
        name: "nightly",
        head_branch: "main",
        head_sha: "c0ffee0".padEnd(40, "0"),
        run_attempt: 1,
        conclusion,
        html_url: `https://github.com/${repository}/actions/runs/${id}`,
      },
      repository: { full_name: repository },
    });
    const mac = createHmac("sha256", secret.trim()).update(body).digest("hex");
    const answer = await page.request.post(new URL(address.trim()).pathname, {
      data: body,
      headers: {
        "content-type": "application/json",
        "x-github-event": "workflow_run",
        "x-hub-signature-256": `sha256=${mac}`,
      },
    });
    return (await answer.json()) as { did: string };
  };
  await page.goto(blockers);
  const failing = row(page, `nightly fails on main (${repository})`);
  await expect(failing).toHaveCount(0);
  expect(await tell(1, "failure")).toMatchObject({ did: "opened" });
  await expect(failing).toContainText("Holds everything");
  expect(await tell(2, "success")).toMatchObject({ did: "closed" });
  await expect(failing).toHaveCount(0);
  await page.getByRole("button", { name: /^Resolved/ }).click();
  await expect(failing).toContainText("nightly on main is green at c0ffee000.");
});

test("what was in the way is out of it", async ({ page }) => {
  await openAs(page, /Tomasz Example/, blockers);
  await row(page, text)
    .getByRole("button", { name: /^Resolve/ })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("How it was resolved").fill("They may for good.");
  await dialog.getByRole("button", { name: "Resolve" }).click();
  await expect(row(page, text)).toHaveCount(0);
});

test("deployments say what runs where, and which evidence counts", async ({ page }) => {
  await openAs(page, /Tomasz Example/, "/programs/router/evidence/deployments");
  const commit = "feed".repeat(10);
  const told = await page.request.post("/api/v1/programs/router/environments/staging/deployments", {
    headers: { "x-signalbox-request": "1" },
    data: { side: "go", commit, label: "v9.9.9-canary", alongside: true },
  });
  expect(told.status()).toBe(200);
  const build = row(page, "v9.9.9-canary");
  await expect(build).toContainText("feedfeedf");
  await expect(build).toContainText(/tests? known/);
  await build.getByRole("button", { name: /^End go/ }).click();
  await page.getByRole("button", { name: "It does not run any more" }).click();
  await expect(build.getByRole("button", { name: /^End/ })).toHaveCount(0);
});
