import type { Page } from "@playwright/test";
import { type ConfiguredServer, startConfiguredServer } from "@/e2e/configured-server";
import { expect, test } from "@/e2e/test";
import { openidClient, startOpenidProvider } from "@/lib/server/people/test-openid-provider";

let server: ConfiguredServer;
let provider: Awaited<ReturnType<typeof startOpenidProvider>>;

test.beforeAll(async () => {
  const port = Number(process.env.SIGNALBOX_E2E_PORT ?? 3197) + 4;
  provider = await startOpenidProvider(`http://127.0.0.1:${port}`);
  server = await startConfiguredServer(port, {
    SIGNALBOX_OIDC_ISSUER: provider.issuer,
    SIGNALBOX_OIDC_NAME: "Example Identity",
    ...openidClient,
  });
});
test.afterAll(async () => {
  await server?.stop();
  await provider?.close();
});

const signInAtProvider = async (page: Page, login: string): Promise<void> => {
  await page.getByPlaceholder(/login/i).fill(login);
  await page.getByPlaceholder(/password/i).fill("any");
  await page.getByRole("button", { name: /sign-in/i }).click();
  await page.getByRole("button", { name: /continue/i }).click();
};

test("somebody is invited, accepts with the provider, is deactivated, and refused", async ({
  page,
  browser,
}) => {
  await page.goto(server.firstAdminLink());
  await page.getByLabel("Your name").fill("Root Example");
  await page.getByLabel("Handle").fill("root");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Become the admin" }).click();
  await page.getByRole("button", { name: "Account of Root Example" }).waitFor();
  const made = await page.request.post(`${server.address}/api/v1/programs`, {
    headers: { "x-signalbox-request": "1" },
    data: {
      key: "quay",
      name: "Quay",
      legacy: "python",
      target: "go",
      environments: [{ key: "staging", name: "Staging", isProtected: false }],
    },
  });
  expect(made.status()).toBe(201);

  await page.goto(`${server.address}/people/invitations`);
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await page.getByLabel("Address").fill("nadia@example.org");
  await page.getByLabel("Program").selectOption("quay");
  await page.getByLabel("Role").selectOption("engineer");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const link = (await page.getByText(/\/invitations\?code=/).textContent()) ?? "";
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("row", { name: /nadia@example.org/ })).toContainText("open");

  const theirs = await (await browser.newContext()).newPage();
  await theirs.goto(link);
  await expect(theirs.getByText("into Quay as engineer")).toBeVisible();
  await theirs.getByRole("button", { name: "Sign in with Example Identity, then accept" }).click();
  await signInAtProvider(theirs, "nadia");
  await theirs.getByRole("button", { name: "Accept as nadia of the provider" }).click();
  await theirs.waitForURL(`${server.address}/programs/quay`);
  await theirs.goto(link);
  await expect(theirs.getByText("was used already")).toBeVisible();

  await page.goto(`${server.address}/people`);
  await page.getByRole("link", { name: "nadia of the provider" }).click();
  await expect(page.getByText("by Root Example")).toBeVisible();
  await page.getByRole("button", { name: "Deactivate" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("1 session");
  await expect(dialog).toContainText("the role engineer in quay");
  await dialog.getByLabel("Why").fill("left the company");
  await dialog.getByRole("button", { name: "Deactivate" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Reactivate" })).toBeVisible();

  await theirs.goto(`${server.address}/programs/quay`);
  await expect(theirs.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await theirs.getByRole("button", { name: "Sign in with Example Identity" }).click();
  await expect(theirs.getByText("You may not sign in")).toBeVisible();
});

test("who forgot their password chooses another with an admin's link, which ends their sessions", async ({
  page,
  browser,
}) => {
  await page.goto(`${server.address}/sign-in?from=/people/invitations`);
  await page.getByLabel("Handle").fill("root");
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await page.getByLabel("Address").fill("lee@example.org");
  await page.getByLabel("They may choose a password").check();
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const invitation = (await page.getByText(/\/invitations\?code=/).textContent()) ?? "";
  await page.getByRole("button", { name: "Done" }).click();

  const before = await (await browser.newContext()).newPage();
  await before.goto(invitation);
  await before.getByLabel("Your name").fill("Lee Example");
  await before.getByLabel("Handle").fill("lee");
  await before.getByLabel("Password").fill("soon to be forgotten");
  await before.getByRole("button", { name: "Accept and sign in" }).click();
  await before.waitForURL(`${server.address}/programs`);

  await page.goto(`${server.address}/people/root`);
  await expect(page.getByText("Change yours on your account page")).toBeVisible();
  await page.goto(`${server.address}/people/lee`);
  await page.getByRole("button", { name: "Make a link" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why").fill("Forgot it over the summer.");
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = (await dialog.getByText(/\/password\?code=/).textContent()) ?? "";
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByText("A link to another one is open")).toBeVisible();

  const theirs = await (await browser.newContext()).newPage();
  await theirs.goto(link);
  await expect(theirs.getByLabel("Handle")).toHaveValue("lee");
  await theirs.getByLabel("New password").fill("quite another password");
  await theirs.getByRole("button", { name: "Choose it and sign in" }).click();
  await expect(theirs.getByRole("heading", { name: "Your account" })).toBeVisible();
  await expect(theirs.getByRole("region", { name: "Sessions", exact: true })).toContainText(
    "127.0.0.1",
  );
  await theirs.goto(link);
  await expect(theirs.getByText("was used already")).toBeVisible();
  await before.goto(`${server.address}/account`);
  await expect(before.getByRole("heading", { name: "Sign in" })).toBeVisible();
});
