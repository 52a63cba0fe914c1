import { type Browser, type Page, request } from "@playwright/test";
import { TOTP } from "otpauth";
import { type ConfiguredServer, startConfiguredServer } from "@/e2e/configured-server";
import { expect, test } from "@/e2e/test";
import { startFalseProvider } from "@/lib/server/people/test-false-provider";
import { openidClient } from "@/lib/server/people/test-openid-provider";

const adminToken = "the-admin-token-of-this-test";
let provider: Awaited<ReturnType<typeof startFalseProvider>>;
let server: ConfiguredServer;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  provider = await startFalseProvider();
  // It never says when somebody proved who they are, as GitHub does not.
  provider.behave({ claims: ({ auth_time: _, ...claims }) => claims });
  const port = Number(process.env.SIGNALBOX_E2E_PORT ?? 3197) + 4;
  server = await startConfiguredServer(port, {
    SIGNALBOX_EXAMPLES: "on",
    SIGNALBOX_ADMIN_TOKEN: adminToken,
    SIGNALBOX_OIDC_ISSUER: provider.issuer,
    SIGNALBOX_OIDC_NAME: "Example Identity",
    ...openidClient,
  });
});
test.afterAll(async () => {
  await server?.stop();
  await provider?.close();
});

const signIn = async (page: Page): Promise<void> => {
  await page.goto(`${server.address}/sign-in?from=/account`);
  await page.getByRole("button", { name: "Sign in with Example Identity" }).click();
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
};

/** An admin lets the new person sign for the team that owns the registry. */
const letSign = async (): Promise<void> => {
  const admin = await request.newContext({
    extraHTTPHeaders: { authorization: `Bearer ${adminToken}` },
  });
  const role = `${server.address}/api/v1/programs/quay/members/ada/roles/owner`;
  expect((await admin.put(role, { data: {} })).ok()).toBe(true);
  const team = `${server.address}/api/v1/teams/registryd-v1`;
  expect((await admin.put(team, { data: { add: ["ada"] } })).ok()).toBe(true);
  await admin.dispose();
};

const elsewhere = async (browser: Browser): Promise<Page> => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page);
  return page;
};

test("whoever's provider tells no time sets a second factor up, signs with it, and ends another session", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  // A page of its own: the browser logs a refusal as a failed load.
  const page = await elsewhere(browser);
  await letSign();
  const queue = `${server.address}/programs/quay/sign-offs`;
  await page.goto(queue);
  const main = page.getByRole("main");
  const ready = main.getByRole("checkbox", { disabled: false });
  const dialog = page.getByRole("dialog");
  const sign = async (): Promise<void> => {
    await ready.first().check();
    await main.getByRole("button", { name: "Sign 1 marked" }).click();
    await dialog.getByRole("button", { name: "Sign 1 row" }).click();
  };
  await sign();
  await expect(dialog).toContainText("give your second factor first");
  await dialog.getByRole("link", { name: "Set up a second factor" }).click();

  await page.getByRole("button", { name: "Set it up" }).click();
  await expect(dialog.getByRole("img", { name: "The secret as a QR code" })).toBeVisible();
  const secret = (await dialog.getByLabel("The secret", { exact: true }).textContent()) ?? "";
  const code = (at: number): string => new TOTP({ secret }).generate({ timestamp: at });
  await dialog.getByLabel("The code it shows now").fill(code(Date.now() - 5 * 60_000));
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog).toContainText("5 minutes off, behind");
  await dialog.getByLabel("The code it shows now").fill(code(Date.now()));
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog.getByRole("list", { name: "Recovery codes" })).toBeVisible();
  const [recovery = ""] = await dialog.getByRole("listitem").allInnerTexts();
  await dialog.getByRole("button", { name: "I have kept them" }).click();
  await expect(main).toContainText("10 of 10 recovery codes are left");

  const other = await elsewhere(browser);
  await other.goto(queue);
  await other.getByRole("main").getByRole("checkbox", { disabled: false }).first().check();
  await other.getByRole("button", { name: "Sign 1 marked" }).click();
  const asked = other.getByRole("dialog");
  await asked.getByRole("button", { name: "Sign 1 row" }).click();
  await asked.getByLabel("Code of your authenticator").fill(recovery);
  await asked.getByRole("button", { name: "Prove", exact: true }).click();
  await expect(asked.getByRole("heading", { name: "Signed 1 of 1 row" })).toBeVisible();

  await page.goto(`${server.address}/account`);
  const sessions = page.getByRole("region", { name: "Sessions", exact: true });
  await expect(sessions.getByRole("row")).toHaveCount(3);
  await expect(sessions).toContainText("this one");
  await sessions.getByRole("button", { name: "End all others" }).click();
  await expect(sessions.getByRole("row")).toHaveCount(2);
  await other.goto(queue);
  await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await other.context().close();
  await page.context().close();
});
