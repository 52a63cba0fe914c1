import type { Page } from "@playwright/test";
import { expect, localToken, openAs, test } from "@/e2e/test";

test.describe.configure({ mode: "serial" });

const program = "milestones-e2e";
const pages = `/programs/${program}`;

const tables: Record<string, string> = {
  "gates.md": [
    "# Gates",
    "",
    "| Gate | Description | Status | Evidence |",
    "|---|---|---|---|",
    "| G0 | Inventory complete | complete | `inventory.md` |",
    "| G8 | Data access approved | blocked | `data_access.md` drafted. Sub-gates: (a) wiring validated, (b) drift check runs |",
  ].join("\n"),
  "readiness.md": [
    "# M0 Readiness Checklist",
    "",
    "## Exit criteria",
    "",
    "| Criterion | Status | Evidence | Owner |",
    "|---|---|---|---|",
    "| Inventory is complete and reviewed | pass | `inventory.md` | program |",
    "| Data access is approved | blocked | `data_access.md` | db-architecture |",
    "| Fixtures are recorded | blocked | | qa |",
    "",
    "## Additional blockers",
    "",
    "| Item | Status | Evidence |",
    "|---|---|---|",
    "| Owners have signed | blocked | `signoff.md` |",
  ].join("\n"),
  "decisions.md": [
    "# Decisions",
    "",
    "| ID | Decision | Status | Owner | Target approval date | Impact if delayed |",
    "|---|---|---|---|---|---|",
    "| D-1 | HTTP router | open | api-service | 2026-02-26 | Every handler is registered twice |",
    "",
    "## D-1 options",
    "",
    "### Option A: The standard library",
    "",
    "Advantages:",
    "- No dependency",
    "",
    "### Option B: A router of its own",
  ].join("\n"),
};

const sent = () => ({ authorization: `Bearer ${localToken()}` });

const bring = async (page: Page) => {
  const files = Object.entries(tables).map(([name, text]) => new File([text], name));
  const form = new FormData();
  for (const file of files) form.append("files", file);
  const previewed = await page.request.post(`/api/v1/programs/${program}/imports`, {
    headers: sent(),
    multipart: form,
  });
  const { id, summary } = await previewed.json();
  const applied = await page.request.post(`/api/v1/programs/${program}/imports/${id}/apply`, {
    headers: sent(),
    data: {},
  });
  return { says: summary.says as string, isApplied: applied.ok() };
};

const line = (page: Page, words: string) => page.getByRole("listitem").filter({ hasText: words });

test("three tables make a program's gates, its milestone and its decisions", async ({ page }) => {
  const made = await page.request.post("/api/v1/programs", {
    headers: sent(),
    data: { key: program, name: "Milestones", legacy: "python", target: "go" },
  });
  expect(made.status()).toBe(201);
  expect(await bring(page)).toEqual({
    says: "Creates 2 program gates, 1 milestone, 4 criteria, 1 decision; leaves 0 alone.",
    isApplied: true,
  });
  expect((await bring(page)).says).toBe("Nothing to change: the program is as these files say.");
});

test("the milestone reads no-go with what blocks it and whose that is", async ({ page }) => {
  await openAs(page, /Amara Example/, `${pages}/milestones`);
  await expect(line(page, "M0 Readiness Checklist")).toContainText(
    "NO-GO: 2 core criteria and 1 additional do not hold. 2 owners could clear 2 of them.",
  );
  await page.getByRole("link", { name: /M0 Readiness Checklist/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Can M0 go?");
  await expect(page.getByText("No-go", { exact: true })).toBeVisible();
  const data = line(page, "Data access is approved");
  await data.getByRole("button", { name: "Data access is approved" }).click();
  await expect(data).toContainText("Does not hold");
  await data.getByRole("link", { name: "G8" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("G8 Data access approved");
  await expect(line(page, "wiring validated")).toContainText("pending");
});

test("somebody says that a line holds, and the milestone reads it", async ({ page }) => {
  await openAs(page, /Amara Example/, `${pages}/milestones/M0`);
  const fixtures = line(page, "Fixtures are recorded");
  await fixtures.getByRole("button", { name: "Set state" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Does it hold?" });
  await dialog.getByLabel("State").selectOption("It holds");
  await dialog.getByLabel("Evidence").fill("fixtures.json");
  await dialog.getByLabel("Reason").fill("recorded yesterday");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/2 of 4 criteria hold/)).toBeVisible();
});

test("a room is opened, and two people vote in it", async ({ page }) => {
  await openAs(page, /Tomasz Example/, `${pages}/milestones/M0`);
  await page.getByRole("button", { name: "Open the go/no-go room" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("M0 go/no-go, room 1");
  const vote = page.getByRole("button", { name: "Vote" });
  await expect(vote).toBeDisabled();
  await page.getByRole("button", { name: "No-go" }).click();
  await page.getByLabel("Why").fill("data access is not approved");
  await vote.click();
  await expect(line(page, "data access is not approved")).toContainText("no-go");
  await expect(page.getByRole("button", { name: "Decide" })).toBeHidden();

  await openAs(page, /Amara Example/, `${pages}/milestones/M0/rooms/1`);
  await page.getByRole("button", { name: "Go", exact: true }).click();
  await page.getByLabel("Why").fill("the rest can follow");
  await page.getByRole("button", { name: "Vote" }).click();
  await expect(line(page, "the rest can follow")).toContainText("go");
});

test("it is decided go on conditions, and opens later exactly as it was", async ({ page }) => {
  await openAs(page, /Amara Example/, `${pages}/milestones/M0/rooms/1`);
  await page.getByRole("button", { name: "Decide" }).click();
  const dialog = page.getByRole("dialog", { name: "Decide M0" });
  await expect(
    dialog.getByLabel("Decision").getByRole("option", { name: "Go", exact: true }),
  ).toBeDisabled();
  await dialog.getByLabel("Decision").selectOption("Go on conditions");
  await dialog.getByLabel("Reason").fill("approval is promised");
  await dialog.getByRole("textbox", { name: "Condition 1" }).fill("Approve data access");
  await dialog.getByLabel("Owner").fill("db-architecture");
  await dialog.getByLabel("Due").fill("2027-12-01");
  await dialog.getByRole("button", { name: "Decide" }).click();
  await expect(page.getByText("Go on conditions, decided by Amara Example")).toBeVisible();
  await expect(line(page, "data access is not approved")).toContainText("dissent");
  const digest = page.getByText(/^[0-9a-f]{64}$/);
  const frozen = await digest.textContent();

  await page.goto(`${pages}/milestones/M0`);
  await expect(line(page, "Approve data access")).toContainText("db-architecture");
  await line(page, "Data access is approved")
    .getByRole("button", { name: "Set state" })
    .first()
    .click();
  const say = page.getByRole("dialog", { name: "Does it hold?" });
  await say.getByLabel("State").selectOption("It holds");
  await say.getByLabel("Reason").fill("approved today");
  await say.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/3 of 4 criteria hold/)).toBeVisible();

  await page.goto(`${pages}/milestones/M0/rooms/1`);
  await expect(page.getByText(/2 of 4 criteria hold/)).toBeVisible();
  await expect(digest).toHaveText(frozen ?? "");
  await expect(page.getByRole("button", { name: /Vote/ })).toHaveCount(0);
});

test("a decision is read with its options, and approved by whoever is named and did not write it", async ({
  browser,
  page,
}) => {
  await openAs(page, /Amara/, `${pages}/decisions`);
  await expect(page.getByText("One waits to be decided; one is late.")).toBeVisible();
  await page.getByRole("link", { name: /D-1/ }).click();
  await expect(page.getByRole("heading", { name: "A: The standard library" })).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  const dialog = page.getByRole("dialog", { name: "Edit D-1" });
  await dialog.getByLabel("Approved by").fill("@tomasz");
  await dialog.getByLabel("Reason").fill("he knows it best");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Waits for @tomasz.")).toBeVisible();
  await expect(page.getByText(/Written by Amara .*: somebody else has to/)).toBeVisible();
  const approver = await browser.newPage();
  await openAs(approver, /Tomasz Example/, page.url());
  await approver.getByLabel("What is decided").fill("Option A");
  await approver.getByRole("button", { name: "Approve" }).click();
  await expect(approver.getByText(/Approved by Tomasz Example/)).toBeVisible();
  await expect(approver.getByRole("heading", { level: 1 })).toContainText("approved");
  await approver.close();
});
