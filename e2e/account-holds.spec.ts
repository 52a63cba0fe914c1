import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { expect, openAs, test } from "@/e2e/test";

const send = async (page: Page, method: string, path: string, data: object) => {
  const answer = await page.request.fetch(`/api/v1${path}`, {
    method,
    headers: { "x-signalbox-request": "1" },
    data,
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
};

test("an account whose second factor was reset is confirmed by another admin on its page", async ({
  browser,
  page,
}) => {
  const reason = "lost the device";
  await openAs(page, /Kenji/, "/account");
  const { secret } = await send(page, "POST", "/me/second-factor", {});
  await send(page, "PUT", "/me/second-factor", { code: new TOTP({ secret }).generate() });
  await openAs(page, /Sigrún/, "/people/amara");
  await send(page, "PUT", "/people/amara/admin", { isAdmin: true, reason });
  await send(page, "DELETE", "/people/kenji/second-factor", { reason });
  await page.goto("/people/kenji");
  await expect(page.getByText("Signs and decides nothing for now")).toBeVisible();
  await expect(page.getByText(/To confirm it: Amara/)).toBeVisible();

  const other = await browser.newPage();
  await openAs(other, /Amara/, "/people/kenji");
  await other.getByRole("button", { name: "Confirm that it is theirs" }).click();
  const dialog = other.getByRole("dialog", { name: /Is the account Kenji/ });
  await dialog.getByLabel("How you know").fill("I rang him.");
  await dialog.getByRole("button", { name: "Confirm" }).click();
  await expect(dialog).toBeHidden();
  await expect(other.getByText("Signs and decides nothing for now")).toBeHidden();
  await expect(other.getByText(/confirmed as theirs by Amara/)).toBeVisible();
  await other.close();
});
