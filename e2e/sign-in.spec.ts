import type { Page } from "@playwright/test";
import { type ConfiguredServer, startConfiguredServer } from "@/e2e/configured-server";
import { expect, test } from "@/e2e/test";
import { openidClient, startOpenidProvider } from "@/lib/server/people/test-openid-provider";

const openSettingsAs = async (page: Page, name: RegExp): Promise<void> => {
  await page.goto("/programs/quay/settings");
  await page.getByRole("button", { name }).click();
  await expect(page.getByRole("heading", { name: "Settings", exact: true })).toBeVisible();
};

test("who is not signed in comes back to the page they wanted", async ({ page }) => {
  await openSettingsAs(page, /Tomasz Example/);
  await expect(page).toHaveURL(/\/programs\/quay\/settings$/);
});

test("after signing out a page asks again", async ({ page }) => {
  await openSettingsAs(page, /Farid Example/);
  await page.getByRole("button", { name: "Account of Farid Example" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.goto("/programs/quay/settings");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("a viewer sees the members, and neither tokens nor a way to give roles", async ({ page }) => {
  await openSettingsAs(page, /Farid Example/);
  await expect(page.getByRole("region", { name: "People of the program" })).toContainText("kenji");
  await expect(page.getByRole("button", { name: "Make a token" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Give / })).toHaveCount(0);
});

test("a manager makes a token, uses it, revokes it; it is refused from then on", async ({
  page,
  request,
}) => {
  await openSettingsAs(page, /Amara Example/);
  await page.getByRole("button", { name: "Make a token" }).click();
  await page.getByLabel("Name", { exact: true }).fill("edge proxy");
  await expect(page.getByRole("checkbox", { name: "admin" })).toBeDisabled();
  await page.getByRole("button", { name: "Make it" }).click();
  const secret = /Bearer (\S+)"/.exec((await page.getByText(/^curl/).textContent()) ?? "")?.[1];
  const snapshot = () =>
    request
      .get("/plane/v1/quay/staging/snapshot", { headers: { authorization: `Bearer ${secret}` } })
      .then((response) => response.status());
  expect(await snapshot()).toBe(200);
  await page.getByRole("button", { name: "I have copied it" }).click();
  await page.getByRole("button", { name: "Revoke edge proxy" }).click();
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(page.getByRole("row", { name: /edge proxy/ })).toContainText("revoked");
  await expect.poll(snapshot).toBe(401);
});

test("a manager gives a role and takes it again", async ({ page }) => {
  await openSettingsAs(page, /Amara Example/);
  await page.getByRole("button", { name: "Give Farid Example a role" }).click();
  await page.getByRole("menuitem", { name: /engineer/ }).click();
  await page.getByRole("button", { name: "Take the role engineer from Farid Example" }).click();
  await expect(page.getByRole("row", { name: /Farid/ })).not.toContainText("engineer");
  await expect(page.getByRole("button", { name: "Give Amara Example a role" })).toHaveCount(0);
});

test.describe("with an identity provider", () => {
  test.describe.configure({ mode: "serial" });
  let provider: Awaited<ReturnType<typeof startOpenidProvider>>;
  let server: ConfiguredServer;

  test.beforeAll(async () => {
    test.setTimeout(120_000);
    const port = Number(process.env.SIGNALBOX_E2E_PORT ?? 3197) + 1;
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

  test("the link of the log makes the first admin, once", async ({ page }) => {
    const link = server.firstAdminLink();
    await page.goto(link);
    await page.getByLabel("Your name").fill("Ada Lovelace");
    await page.getByLabel("Handle").fill("ada");
    await page.getByLabel("Password").fill("correct horse battery");
    await page.getByRole("button", { name: "Become the admin" }).click();
    await page.waitForURL(`${server.address}/programs`);
    const me = await page.request.get(`${server.address}/api/v1/me`);
    expect(await me.json()).toMatchObject({ handle: "ada", isAdmin: true });
    const code = new URL(link).searchParams.get("code");
    const again = await page.request.post(`${server.address}/api/v1/first-admin`, {
      data: { code, handle: "eve", name: "Eve", password: "correct horse battery" },
    });
    expect(again.status()).toBe(401);
  });

  test("the example people are gone, and a wrong password is told in words", async ({
    browser,
  }) => {
    // A page of its own: the browser logs the refusal as a failed load.
    const page = await browser.newPage();
    await page.goto(`${server.address}/sign-in`);
    await expect(page.getByText(/Example$/)).toHaveCount(0);
    await page.getByLabel("Handle").fill("ada");
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("alert").filter({ hasText: "did not match" })).toBeVisible();
    await page.getByLabel("Password").fill("correct horse battery");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(`${server.address}/programs`);
    await page.close();
  });

  test("a person of the provider signs in and has no role yet", async ({ browser }) => {
    // A page of its own: what the provider's pages log is not ours.
    const page = await browser.newPage();
    await page.goto(`${server.address}/sign-in`);
    await page.getByRole("button", { name: "Sign in with Example Identity" }).click();
    await page.getByPlaceholder(/login/i).fill("grace");
    await page.getByPlaceholder(/password/i).fill("any");
    await page.getByRole("button", { name: /sign-in/i }).click();
    await page.getByRole("button", { name: /continue/i }).click();
    await page.waitForURL(`${server.address}/programs`);
    const me = await page.request.get(`${server.address}/api/v1/me`);
    expect(await me.json()).toMatchObject({ handle: "grace", isAdmin: false, roles: [] });
    await page.close();
  });
});
