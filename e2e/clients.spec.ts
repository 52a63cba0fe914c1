import type { APIRequestContext } from "@playwright/test";
import { expect, localToken, openAs, test } from "@/e2e/test";

test.describe.configure({ mode: "serial" });

const headers = () => ({ authorization: `Bearer ${localToken()}` });

const report = async (
  request: APIRequestContext,
  environment: string,
  receipt: Record<string, unknown>,
): Promise<void> => {
  const answer = await request.post(`/plane/v1/router/${environment}/receipts`, {
    headers: headers(),
    data: {
      instance: "edge-7/4711",
      runtime: "nginx 1.22",
      client: "signalbox-agent/1",
      epoch: 1,
      appliedAt: new Date().toISOString(),
      ...receipt,
    },
  });
  expect(answer.status()).toBe(200);
};

type Traffic = { version: number; routes: { route: string; declaredSide: string }[] };

const trafficOf = async (request: APIRequestContext, environment: string): Promise<Traffic> => {
  const address = `/api/v1/programs/router/environments/${environment}/traffic`;
  return (await request.get(address, { headers: headers() })).json() as Promise<Traffic>;
};

test("an environment without clients says how to connect one, and shows the first without a reload", async ({
  page,
  request,
}) => {
  await openAs(page, /Tomasz Example/, "/programs/router/clients?environment=production");
  const main = page.getByRole("main");
  await expect(main).toContainText("Nobody has reported yet");
  await page.getByRole("button", { name: "Python", exact: true }).click();
  await expect(main).toContainText('environment="production"');
  const { version } = await trafficOf(request, "production");
  await report(request, "production", { version, decisions: [] });
  const row = page.getByRole("row", { name: /edge-7\/4711/ });
  await expect(row).toContainText("current");
  await expect(row).toContainText("nginx 1.22");
  await expect(main).toContainText("In effect at the one instance; unobserved.");
  await report(request, "production", { version, instance: "edge-8/1", runtime: "go 1.22" });
  await expect(page.getByRole("row", { name: /edge-8\/1/ })).toBeVisible();
  await page.getByRole("searchbox").fill("go 1.22");
  await expect(row).toHaveCount(0);
  await expect(page).toHaveURL(/q=go/);
});

test("a route of the target that legacy still handles is an alarm", async ({ page, request }) => {
  const { version, routes } = await trafficOf(request, "staging");
  const route = routes.find(({ declaredSide }) => declaredSide === "target")?.route;
  expect(route).toBeDefined();
  // What an instance counted before it said which version it has may be of the time before.
  await report(request, "staging", { version });
  await report(request, "staging", {
    version,
    observed: [
      { route, owner: "go", count: 40 },
      { route, owner: "node", count: 3 },
    ],
  });
  const traffic = "/programs/router/clients?environment=staging&view=traffic";
  await openAs(page, /Farid Example/, traffic);
  const alarm = page
    .getByRole("alert")
    .filter({ hasText: "1 route of go is still handled by node" });
  await expect(alarm).toContainText("node still handles 3 of 43 requests");
  await alarm.getByRole("link", { name: "Show all that disagree" }).click();
  await expect(page.getByRole("region", { name: "Routes" })).toContainText("node still handles");
  await page.getByRole("button", { name: "Unobserved" }).click();
  await expect(page.getByRole("region", { name: "Routes" })).toContainText("unobserved");
});
