import fs from "node:fs";
import path from "node:path";
import { expect, localToken, openAs, realTrackers, test } from "@/e2e/test";

const program = "quay-signed";
const queue = `/programs/${program}/sign-offs`;
const batch = "BATCH-A1-ROUTES";
const passing = "8f2c1ab98f2c1ab98f2c1ab98f2c1ab98f2c1ab9";
const failing = "9a3d2bc09a3d2bc09a3d2bc09a3d2bc09a3d2bc0";

type Rows = { total: number; rows: { key: string; tests: { key: string }[] }[] };

test.describe.configure({ mode: "serial" });
test.skip(realTrackers() === null, "the real trackers (../shared/real/quay) are not here");

/** The API as CI calls it. */
const call = async (address: string, method: string, place: string, body?: object | FormData) => {
  const isForm = body instanceof FormData;
  const response = await fetch(`${address}/api/v1${place}`, {
    method,
    headers: {
      authorization: `Bearer ${localToken()}`,
      ...(body && !isForm ? { "content-type": "application/json" } : {}),
    },
    ...(body ? { body: isForm ? body : JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${place}: ${await response.text()}`);
  return (await response.json()) as unknown;
};

const listed = async (address: string, search: string): Promise<Rows> =>
  (await call(address, "GET", `/programs/${program}/sign-offs?${search}`)) as Rows;

/** Reports how contract tests came out on the target side, as JUnit writes it. */
const push = async (address: string, commit: string, cases: readonly string[]): Promise<void> => {
  const form = new FormData();
  form.append("commit", commit);
  form.append("side", "target");
  const report = `<testsuite name="contract">${cases.join("")}</testsuite>`;
  form.append("files", new Blob([report]), "contract.xml");
  await call(address, "POST", `/programs/${program}/evidence`, form);
  await call(address, "POST", `/programs/${program}/environments/staging/deployments`, {
    side: "target",
    commit,
  });
};

test.beforeAll(async ({ server: { address } }) => {
  await call(address, "POST", "/programs", { key: program, legacy: "python", target: "go" });
  const form = new FormData();
  for (const file of realTrackers() ?? []) {
    if (fs.statSync(file).isFile())
      form.append("files", new Blob([fs.readFileSync(file)]), path.basename(file));
  }
  const { id } = (await call(address, "POST", `/programs/${program}/imports`, form)) as {
    id: string;
  };
  await call(address, "POST", `/programs/${program}/imports/${id}/apply`, {});
  await call(address, "PUT", `/programs/${program}/members/kenji/roles/owner`, {});
  const { rows } = await listed(address, `batch=${batch}&limit=200`);
  const tests = new Set(rows.flatMap((row) => row.tests.map(({ key }) => key)));
  await push(
    address,
    passing,
    [...tests].map((key) => `<testcase classname="contract" name="${key}"/>`),
  );
});

test("the owner of the registry signs the 43 routes of A1 at once", async ({ page }) => {
  await openAs(page, /Kenji Example/, `${queue}?batch=${batch}`);
  const main = page.getByRole("main");
  await expect(main).toContainText("43 rows");
  await main
    .getByRole("region", { name: batch })
    .getByRole("button", { name: "Sign this batch" })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Sign 43 rows" }).click();
  await expect(dialog.getByRole("heading", { name: "Signed 43 of 43 rows" })).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(
    main.getByRole("listitem").filter({ hasText: "Kenji Example, approved" }),
  ).toHaveCount(43);
});

test("rows of others cannot be signed", async ({ page }) => {
  await openAs(page, /Kenji Example/, `${queue}?whose=all&batch=BATCH-A2-ROUTES`);
  const main = page.getByRole("main");
  await expect(main).toContainText(/somebody of that team signs it/);
  await expect(main.getByRole("button", { name: /^Sign ROUTE-/ })).toBeDisabled();
  await expect(main.getByRole("button", { name: "Sign all that is ready" })).toBeDisabled();
});

test("a test that fails makes exactly the signature of its route stale", async ({
  page,
  server: { address },
}) => {
  await push(address, failing, [
    '<testcase classname="contract" name="PT-ROUTE-0311"><failure message="expected 200, was 500"/></testcase>',
  ]);
  await expect
    .poll(async () => (await listed(address, "waits=stale")).rows.map(({ key }) => key), {
      timeout: 60_000,
    })
    .toEqual(["ROUTE-0311"]);
  await openAs(page, /Kenji Example/, `${queue}?waits=stale`);
  const main = page.getByRole("main");
  await expect(main).toContainText("1 row");
  await expect(main).toContainText("PT-ROUTE-0311 fails");
  await expect(main.getByRole("button", { name: "Sign ROUTE-0311" })).toBeDisabled();
});
